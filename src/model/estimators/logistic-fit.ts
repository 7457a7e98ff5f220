import { solveByCholesky } from '../../stats/cholesky.ts';
import { lassoStep } from '../../stats/lasso-step.ts';
import { minimiseByLbfgs } from '../../stats/lbfgs.ts';
import { logit } from '../../stats/sigmoid.ts';
import { type Derivatives, type Design, type LogisticProblem, logisticDerivatives } from './logistic-loss.ts';
import { baseRate } from './training-rows.ts';

/** The penalty of the elastic net (Zou and Hastie 2005). */
export interface Penalty {
  /** Strength of the quadratic part. */
  readonly l2: number;
  /** Strength of the absolute part, which sets coefficients to exactly 0. */
  readonly l1: number;
}

export interface LinearFit {
  readonly intercept: number;
  readonly coefficients: Float64Array;
}

/**
 * From this many columns on L-BFGS runs first. At 6,000 rows of 600 columns a step with the Hessian costs 20 to 26 times as
 * much as a gradient; L-BFGS took 15 gradients where columns are independent (0.7 s, Newton 11 s) and 298 where neighbours
 * correlate by 0.95 (8.9 s, Newton 9.9 s). At 126 correlated columns Newton takes 0.2 s and L-BFGS 1.0 s.
 */
const WIDE = 512;
const LBFGS_ITERATIONS = 400;
const LBFGS_GRADIENT = 1e-7;

const MAX_NEWTON_STEPS = 100;

/** In units of the mean log-loss. Newton's method squares the error in each step, so no further step is needed. */
const LAST_DECREMENT = 1e-9;

/**
 * The first steps read every eighth block only. From the point that they reach, all rows are read three times instead of
 * six (200,000 rows of 110 columns: 10 s instead of 15); the answer is still the one for all rows.
 */
const FIRST_STRIDE = 8;
const FIRST_DECREMENT = 1e-4;

/**
 * Finds the coefficients with the least mean log-loss plus l2 / 2 times their squares plus l1 times their absolute values,
 * the intercept left free: the objective of Friedman, Hastie and Tibshirani 2010 ("Regularization paths for generalized
 * linear models via coordinate descent", Journal of Statistical Software 33). Deterministic.
 *
 * 1. Narrow, or with l1: Newton, first on a part of the rows, then on all.
 * 2. Wide: L-BFGS, whose steps are cheap. Where it does not converge in time, the columns are too similar for it (badly
 *    conditioned), and Newton goes on from the point that it reached.
 *
 * @param weights one per row; both labels have weight
 */
export function fitLogistic(
  design: Design,
  labels: Uint8Array,
  weights: Float64Array | undefined,
  { l2, l1 }: Penalty,
): LinearFit {
  const start = new Float64Array(design.width + 1);
  start[design.width] = logit(baseRate(labels, weights));
  const problem = { design, labels, weights, l2 };
  const best = design.width < WIDE || l1 > 0 ? byNewton(problem, l1, start) : byLbfgs(problem, start);
  return { intercept: best[design.width], coefficients: best.slice(0, -1) };
}

function byLbfgs(problem: LogisticProblem, start: Float64Array): Float64Array {
  const found = minimiseByLbfgs(
    (at, out) => {
      const { loss, gradient } = logisticDerivatives(problem, at, 1, false);
      out.set(gradient);
      return loss;
    },
    start,
    { gradientTolerance: LBFGS_GRADIENT, maxIterations: LBFGS_ITERATIONS },
  );
  return found.converged ? found.at : newtonFrom(problem, 0, found.at, 1, LAST_DECREMENT);
}

function byNewton(problem: LogisticProblem, l1: number, start: Float64Array): Float64Array {
  const near = newtonFrom(problem, l1, start, FIRST_STRIDE, FIRST_DECREMENT);
  return newtonFrom(problem, l1, near, 1, LAST_DECREMENT);
}

/**
 * Newton's method with step halving; with l1 it is the proximal Newton method (Lee, Sun and Saunders 2014, "Proximal
 * Newton-type methods for minimizing composite functions"). It stops after the step that promises to lower the objective
 * by less than `lastDecrement`.
 */
function newtonFrom(
  problem: LogisticProblem,
  l1: number,
  start: Float64Array,
  stride: number,
  lastDecrement: number,
): Float64Array {
  const derivativesAt = (point: Float64Array) => logisticDerivatives(problem, point, stride, true);
  const objective = (point: Float64Array, { loss }: Derivatives) => loss + l1 * absoluteSum(point);
  let at = start;
  let here = derivativesAt(at);
  for (let iteration = 0; iteration < MAX_NEWTON_STEPS; iteration += 1) {
    const step = newtonStep(here, at, l1);
    if (step === null) break;
    const whole = stepped(at, step, 1);
    const decrement = -(dot(here.gradient, step) + l1 * (absoluteSum(whole) - absoluteSum(at))) / 2;
    if (decrement < lastDecrement) return whole;
    let share = 1;
    let next = whole;
    let there = derivativesAt(next);
    while (objective(next, there) > objective(at, here) && share > 1e-6) {
      share /= 2;
      next = stepped(at, step, share);
      there = derivativesAt(next);
    }
    at = next;
    here = there;
  }
  throw new Error(`Logistic regression did not converge in ${MAX_NEWTON_STEPS} steps.`);
}

/** Null where the Hessian is not positive definite to working accuracy. */
function newtonStep({ gradient, hessian }: Derivatives, at: Float64Array, l1: number): Float64Array | null {
  if (hessian === null) return null;
  if (l1 > 0) return lassoStep(hessian, gradient, at, l1);
  const step = gradient.map((value) => -value);
  return solveByCholesky(hessian, step) ? step : null;
}

const dot = (a: Float64Array, b: Float64Array): number => a.reduce((sum, value, i) => sum + value * b[i], 0);

/** The sum of the absolute values of all coefficients except the intercept, which comes last. */
const absoluteSum = (at: Float64Array): number =>
  at.reduce((sum, value, i) => (i === at.length - 1 ? sum : sum + Math.abs(value)), 0);

const stepped = (at: Float64Array, step: Float64Array, share: number): Float64Array =>
  at.map((value, i) => value + share * step[i]);
