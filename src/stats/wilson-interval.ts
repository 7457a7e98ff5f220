/** The 0.975 quantile of the normal distribution. */
const Z = 1.959963984540054;

/**
 * The 95 % interval of a share by Wilson's score (Wilson 1927, "Probable inference, the law of succession, and statistical
 * inference", JASA 22). Unlike a bootstrap interval it does not shrink to a point where all rows or none have the target.
 *
 * @param share 0 to 1
 * @param n the number of independent cases behind the share, above 0; need not be whole (see effectiveCases)
 */
export function wilsonInterval(share: number, n: number): { readonly low: number; readonly high: number } {
  const middle = (share + Z ** 2 / (2 * n)) / (1 + Z ** 2 / n);
  const half = (Z / (1 + Z ** 2 / n)) * Math.sqrt((share * (1 - share)) / n + Z ** 2 / (4 * n ** 2));
  return { low: Math.max(0, middle - half), high: Math.min(1, middle + half) };
}

/** The rows of one group: how many, and how many of them have the target. */
export interface GroupCount {
  readonly rows: number;
  readonly positives: number;
}

/**
 * How many independent rows would give the share as precisely as these groups do, whose rows are correlated (the
 * effective sample size of Korn and Graubard 1998, "Confidence intervals for proportions with small expected number of
 * positive counts estimated from survey data", Survey Methodology 24). Where all rows or none have the target, they do not
 * show how correlated they are, and each group counts as one.
 */
export function effectiveCases(groups: readonly GroupCount[]): number {
  const rows = groups.reduce((sum, group) => sum + group.rows, 0);
  const share = groups.reduce((sum, group) => sum + group.positives, 0) / rows;
  if (share === 0 || share === 1 || groups.length === 1) return groups.length;
  const squares = groups.reduce((sum, group) => sum + (group.positives - share * group.rows) ** 2, 0);
  const variance = (squares / rows ** 2) * (groups.length / (groups.length - 1));
  return variance === 0 ? rows : Math.min(rows, (share * (1 - share)) / variance);
}
