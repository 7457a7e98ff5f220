/** Numbers as people write them, in British English. */

const oneDecimal = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 1 });

/** `1 day`, `12 days`, `2.5 days`: at most one decimal. */
export const counted = (value: number, one: string, many = `${one}s`): string => {
  const rounded = rounding(value);
  return `${rounded} ${rounded === '1' ? one : many}`;
};

/**
 * How many of a thing there are, as a sentence without a full stop: `No clicks in the last week`, `1 click in the last
 * week`; where it is unknown `Clicks in the last week: not known`.
 *
 * @param where what follows the noun
 * @param none the noun after "no"
 */
export function howMany(
  value: number | null,
  one: string,
  where: string,
  many = `${one}s`,
  none = many,
): string {
  if (value === null) return `${none.charAt(0).toUpperCase()}${none.slice(1)} ${where}: not known`;
  return rounding(value) === '0' ? `No ${none} ${where}` : `${counted(value, one, many)} ${where}`;
}

/** At most one decimal, no trailing zero, no minus sign on zero, commas between thousands. */
export const rounding = (value: number): string => {
  const rounded = Math.round(value * 10) / 10;
  return oneDecimal.format(Object.is(rounded, -0) ? 0 : rounded);
};

/** A share of 0 to 1 as `35%`. Only none is 0%, and only all is 100%. */
export function percent(share: number): string {
  if (share > 0 && share < 0.005) return '<1%';
  if (share < 1 && share >= 0.995) return '>99%';
  return `${Math.round(share * 100)}%`;
}

/** A base-2 logarithm of a ratio as `down 60%`, `up 150%`, `3.2 times as much` or `unchanged`. */
export const change = (log2Ratio: number): string => {
  const ratio = 2 ** log2Ratio;
  if (Math.abs(ratio - 1) < 0.05) return 'unchanged';
  if (ratio < 1) return `down ${percent(1 - ratio)}`;
  return ratio < 3 ? `up ${percent(ratio - 1)}` : `${rounding(ratio)} times as much`;
};

/** How long ago, in days: `today`, `yesterday`, `12 days ago`. */
export const daysAgo = (days: number): string =>
  nearest(days, { 0: 'today', 1: 'yesterday' }) ?? `${counted(days, 'day')} ago`;

/** How far ahead, in days: `today`, `tomorrow`, `in 12 days`. */
export const daysAhead = (days: number): string =>
  nearest(days, { 0: 'today', 1: 'tomorrow' }) ?? `in ${counted(days, 'day')}`;

/** When something was, by its days before another day: `3 days before the deadline`, `on the day of the deadline`. */
export function beforeOrAfter(daysBefore: number, day?: string): string {
  if (rounding(daysBefore) === '0') return day === undefined ? 'on the day' : `on the day of ${day}`;
  const side = `${counted(Math.abs(daysBefore), 'day')} ${daysBefore < 0 ? 'after' : 'before'}`;
  return day === undefined ? side : `${side} ${day}`;
}

const nearest = (value: number, words: Readonly<Record<string, string>>): string | undefined =>
  words[rounding(value)];

/** A number with its sign and a given number of decimals: `+0.0120`, `-3.1`. */
export const signed = (value: number, digits: number): string =>
  `${value < 0 ? '-' : '+'}${Math.abs(value).toFixed(digits)}`;
