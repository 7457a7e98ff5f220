/** A smooth function: writes its gradient at `at` to `gradient` and returns its value. */
export type SmoothFunction = (at: Float64Array, gradient: Float64Array) => number;

export interface LbfgsOptions {
  /** The search has converged where no entry of the gradient is larger than this. */
  readonly gradientTolerance: number;
  readonly maxIterations: number;
  /** How many past steps the estimate of the curvature uses; 3 to 20 are usual. */
  readonly memory?: number;
}

export interface LbfgsResult {
  readonly at: Float64Array;
  readonly value: number;
  /** False where the iterations ran out, or rounding left no step that lowers the value. */
  readonly converged: boolean;
}

/**
 * Finds a minimum of a smooth function near `start` by the limited-memory method of Broyden, Fletcher, Goldfarb and Shanno
 * (Liu and Nocedal 1989, "On the limited memory BFGS method for large scale optimization"; Nocedal and Wright 2006,
 * "Numerical optimization", algorithm 7.5). Time and memory of a step grow with the number of variables, not with its square.
 */
export function minimiseByLbfgs(
  valueAndGradient: SmoothFunction,
  start: Float64Array,
  { gradientTolerance, maxIterations, memory = 10 }: LbfgsOptions,
): LbfgsResult {
  const gradient = new Float64Array(start.length);
  let here: Point = { at: start, value: valueAndGradient(start, gradient), gradient };
  const pairs: Pair[] = [];
  for (let iteration = 0; iteration < maxIterations; iteration += 1) {
    if (largest(here.gradient) <= gradientTolerance)
      return { at: here.at, value: here.value, converged: true };
    const direction = downhill(here.gradient, pairs);
    // Before any curvature is known, the gradient gives the direction of the step but not its length.
    const firstShare = pairs.length === 0 ? Math.min(1, 1 / norm(here.gradient)) : 1;
    const next = lineSearch(valueAndGradient, here, direction, firstShare);
    if (next === null) break;
    const pair = pairBetween(here, next);
    if (pair !== null) pairs.push(pair);
    if (pairs.length > memory) pairs.shift();
    here = next;
  }
  return { at: here.at, value: here.value, converged: largest(here.gradient) <= gradientTolerance };
}

interface Point {
  readonly at: Float64Array;
  readonly value: number;
  readonly gradient: Float64Array;
}

/** A step and how the gradient changed along it. */
interface Pair {
  readonly step: Float64Array;
  readonly change: Float64Array;
  readonly product: number;
}

function pairBetween(from: Point, to: Point): Pair | null {
  const step = to.at.map((value, i) => value - from.at[i]);
  const change = to.gradient.map((value, i) => value - from.gradient[i]);
  const product = dot(step, change);
  // Without positive curvature along the step the approximation would no longer be positive definite.
  return product > Number.EPSILON * dot(change, change) ? { step, change, product } : null;
}

/** Minus the gradient times the approximate inverse Hessian, by the two-loop recursion (Nocedal and Wright, 7.4). */
function downhill(gradient: Float64Array, pairs: readonly Pair[]): Float64Array {
  const direction = gradient.map((value) => -value);
  const shares = new Float64Array(pairs.length);
  for (let k = pairs.length - 1; k >= 0; k -= 1) {
    shares[k] = dot(pairs[k].step, direction) / pairs[k].product;
    addTo(direction, -shares[k], pairs[k].change);
  }
  const last = pairs.at(-1);
  if (last !== undefined) {
    const scale = last.product / dot(last.change, last.change);
    for (let i = 0; i < direction.length; i += 1) direction[i] *= scale;
  }
  for (let k = 0; k < pairs.length; k += 1)
    addTo(direction, shares[k] - dot(pairs[k].change, direction) / pairs[k].product, pairs[k].step);
  return direction;
}

const ENOUGH_DESCENT = 1e-4;
const FLATTENING = 0.9;
const MAX_TRIALS = 50;

/**
 * A step that meets the weak Wolfe conditions, by bisection (Lewis and Overton 2013, "Nonsmooth optimization via
 * quasi-Newton methods", section 4.1): the value falls enough, and the slope flattens, so that the pair has positive curvature.
 */
function lineSearch(
  valueAndGradient: SmoothFunction,
  from: Point,
  direction: Float64Array,
  firstShare: number,
): Point | null {
  const slope = dot(from.gradient, direction);
  if (!(slope < 0)) return null;
  let [shortest, longest, share] = [0, Infinity, firstShare];
  for (let trial = 0; trial < MAX_TRIALS; trial += 1) {
    const at = from.at.slice();
    addTo(at, share, direction);
    const gradient = new Float64Array(at.length);
    const value = valueAndGradient(at, gradient);
    if (!(value <= from.value + ENOUGH_DESCENT * share * slope)) longest = share;
    else if (dot(gradient, direction) < FLATTENING * slope) shortest = share;
    else return { at, value, gradient };
    share = longest === Infinity ? 2 * shortest : (shortest + longest) / 2;
  }
  return null;
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i += 1) sum += a[i] * b[i];
  return sum;
}

function addTo(target: Float64Array, share: number, step: Float64Array): void {
  for (let i = 0; i < target.length; i += 1) target[i] += share * step[i];
}

const norm = (a: Float64Array): number => Math.sqrt(dot(a, a));

const largest = (a: Float64Array): number => a.reduce((max, value) => Math.max(max, Math.abs(value)), 0);
