import { formatPercent } from '../format.ts';

/** A figure with its 95 % interval; null if it is undefined. */
export interface Estimate {
  readonly value: number | null;
  readonly low: number | null;
  readonly high: number | null;
}

/** `0.885 (0.879 to 0.892)`; a dash if there is no figure. */
export const formatEstimate = (estimate: Estimate | null): string => withInterval(estimate, threeDecimals);

/** `86% (79% to 91%)` */
export const formatShare = (estimate: Estimate | null): string => withInterval(estimate, formatPercent);

/** `+4 (+1 to +7)`, in percentage points, with real minus signs. */
export const formatGap = (estimate: Estimate | null): string => withInterval(estimate, points);

function withInterval(estimate: Estimate | null, format: (value: number) => string): string {
  if (estimate === null || estimate.value === null) return '–';
  const { value, low, high } = estimate;
  return low === null || high === null
    ? format(value)
    : `${format(value)} (${format(low)} to ${format(high)})`;
}

const threeDecimals = (value: number): string => value.toFixed(3).replace('-', '−');

const points = (share: number): string => {
  const whole = Math.round(100 * share) + 0;
  return whole === 0 ? '±0' : `${whole > 0 ? '+' : '−'}${Math.abs(whole)}`;
};
