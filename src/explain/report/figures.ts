import type { Estimate } from '../../model/judge/evaluation.ts';

/** A figure with its interval, as `0.885 (0.879 to 0.892)`; a dash where it is undefined. */
export function estimateText({ value, low, high }: Estimate, digits = 3): string {
  if (value === null) return '-';
  const interval =
    low === null || high === null ? '' : ` (${low.toFixed(digits)} to ${high.toFixed(digits)})`;
  return `${value.toFixed(digits)}${interval}`;
}

/** A whole number with its thousands apart. */
export const wholeText = (value: number): string =>
  value.toLocaleString('en-GB', { maximumFractionDigits: 0 });

export const UNKNOWN: Estimate = { value: null, low: null, high: null };
