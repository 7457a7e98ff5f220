/**
 * Probability of log-odds `x`, 0 to 1. Stable for any finite `x`: the exponent is never positive, so it cannot overflow.
 */
export function sigmoid(x: number): number {
  if (x >= 0) return 1 / (1 + Math.exp(-x));
  const e = Math.exp(x);
  return e / (1 + e);
}

/** Log-odds of probability `p`; -Infinity at 0 and Infinity at 1. Inverse of `sigmoid`. */
export const logit = (p: number): number => Math.log(p) - Math.log1p(-p);

/**
 * log(1 + exp(x)), without overflow for large `x` or loss for very negative `x`
 * (Mächler 2012, "Accurately computing log(1 - exp(-|a|))", section 3).
 * The log-loss of a label y at margin m is `softplus(m) - y * m`.
 */
export const softplus = (x: number): number => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
