import type { Interval } from './bootstrap.ts';
import { quantile } from './quantile.ts';

/**
 * 95 % intervals that hold all true values at once: the chance that any of them misses is 5 %, however many figures there
 * are. Their half-width, in standard errors, is what the largest deviation of a draw does not exceed in 95 % of the draws
 * (single-step maxT: Westfall and Young 1993, "Resampling-based multiple testing", section 2.3; Hothorn, Bretz and Westfall
 * 2008, Biometrical Journal 50). Figures that deviate together, such as those of a group and of everybody
 * else, do not widen the intervals twice. By Bonferroni or Holm they would.
 *
 * @param values the figures over all rows; null where undefined
 * @param draws the figures of each bootstrap draw (see clusterDraws), in the same order
 * @returns both ends null where a figure is undefined or never varies, so that its error is unknown
 */
export function simultaneousIntervals(
  values: readonly (number | null)[],
  draws: readonly (readonly (number | null)[])[],
): Interval[] {
  const errors = values.map((value, figure) => standardErrorOf(value, figure, draws));
  const farthest = draws.map((draw) =>
    draw.reduce<number>((most, drawn, figure) => {
      const [value, error] = [values[figure], errors[figure]];
      return drawn === null || value === null || error === null
        ? most
        : Math.max(most, Math.abs(drawn - value) / error);
    }, 0),
  );
  const reach = quantile(farthest, 0.95);
  return values.map((value, figure) => {
    const error = errors[figure];
    return value === null || error === null || reach === null
      ? { low: null, high: null }
      : { low: value - reach * error, high: value + reach * error };
  });
}

function standardErrorOf(
  value: number | null,
  figure: number,
  draws: readonly (readonly (number | null)[])[],
): number | null {
  if (value === null) return null;
  const drawn = draws.map((draw) => draw[figure]).filter((one) => one !== null);
  if (drawn.length < 2) return null;
  const mean = drawn.reduce((sum, one) => sum + one, 0) / drawn.length;
  const variance = drawn.reduce((sum, one) => sum + (one - mean) ** 2, 0) / (drawn.length - 1);
  return variance === 0 ? null : Math.sqrt(variance);
}
