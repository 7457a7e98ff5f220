/**
 * Points and weights that integrate a polynomial of degree up to 2 `count` - 1 over 0 to 1 exactly: Gauss-Legendre
 * quadrature, the roots of the Legendre polynomial found by Newton's method from Tricomi's estimate (Press et al. 2007,
 * "Numerical recipes", section 4.6).
 */
export function gaussLegendre(count: number): { points: Float64Array; weights: Float64Array } {
  const points = new Float64Array(count);
  const weights = new Float64Array(count);
  for (let i = 0; i < count; i += 1) {
    let x = Math.cos((Math.PI * (i + 0.75)) / (count + 0.5));
    let slope = 1;
    for (let step = Infinity; Math.abs(step) > 1e-15; ) {
      const { value, derivative } = legendre(count, x);
      slope = derivative;
      const next = x - value / derivative;
      // Newton's method may oscillate in the last bit.
      if (Math.abs(next - x) >= Math.abs(step)) break;
      step = next - x;
      x = next;
    }
    points[count - 1 - i] = (1 + x) / 2;
    weights[count - 1 - i] = 1 / ((1 - x * x) * slope * slope);
  }
  return { points, weights };
}

/** The Legendre polynomial of a degree and its derivative, by the three-term recurrence. */
function legendre(degree: number, x: number): { value: number; derivative: number } {
  let [before, value] = [1, x];
  for (let n = 2; n <= degree; n += 1)
    [before, value] = [value, ((2 * n - 1) * x * value - (n - 1) * before) / n];
  return { value, derivative: (degree * (x * value - before)) / (x * x - 1) };
}
