/** Numbers as people write them. */

/** `1 day`, `12 days`, `2.5 days`: at most one decimal. */
export const counted = (value: number, one: string, many = `${one}s`): string => {
  const rounded = rounding(value);
  return `${rounded} ${rounded === '1' ? one : many}`;
};

/** At most one decimal, no trailing zero, no minus sign on zero. */
export const rounding = (value: number): string => {
  const rounded = Math.round(value * 10) / 10;
  return String(Object.is(rounded, -0) ? 0 : rounded);
};

/** A share of 0 to 1 as `35 %`. */
export const percent = (share: number): string => `${Math.round(share * 100)} %`;

/** A base-2 logarithm of a ratio as `down 60 %`, `up 150 %`, `3.2 times as much` or `unchanged`. */
export const change = (log2Ratio: number): string => {
  const ratio = 2 ** log2Ratio;
  if (Math.abs(ratio - 1) < 0.05) return 'unchanged';
  if (ratio < 1) return `down ${Math.round((1 - ratio) * 100)} %`;
  return ratio < 3 ? `up ${Math.round((ratio - 1) * 100)} %` : `${rounding(ratio)} times as much`;
};

/** A number with its sign and a given number of decimals: `+0.0120`, `-3.1`. */
export const signed = (value: number, digits: number): string =>
  `${value < 0 ? '-' : '+'}${Math.abs(value).toFixed(digits)}`;
