import { sigmoid, softplus } from './sigmoid.ts';

/** A line in log-odds: probability = sigmoid(slope * margin + intercept). */
export interface PlattLine {
  readonly slope: number;
  readonly intercept: number;
}

const MAX_ITERATIONS = 100;

/**
 * Fits the line that turns margins into probabilities (Platt 1999, "Probabilistic outputs for support vector machines"),
 * by Newton's method with step halving (Lin, Lin and Weng 2007, "A note on Platt's probabilistic outputs", Machine
 * Learning 68). The labels are softened to (n1 + 1) / (n1 + 2) and 1 / (n0 + 2), Platt's guard against certainty from few
 * rows.
 */
export function plattScaling(margins: ArrayLike<number>, labels: ArrayLike<number>): PlattLine {
  let positives = 0;
  for (let row = 0; row < labels.length; row += 1) positives += labels[row];
  const negatives = labels.length - positives;
  const targets = [1 / (negatives + 2), (positives + 1) / (positives + 2)] as const;
  const target = (row: number): number => (labels[row] === 1 ? targets[1] : targets[0]);

  const loss = (line: PlattLine): number => {
    let sum = 0;
    for (let row = 0; row < margins.length; row += 1) {
      const x = line.slope * margins[row] + line.intercept;
      sum += softplus(x) - target(row) * x;
    }
    return sum;
  };

  let line: PlattLine = { slope: 0, intercept: Math.log((positives + 1) / (negatives + 1)) };
  let current = loss(line);
  for (let iteration = 0; iteration < MAX_ITERATIONS; iteration += 1) {
    const step = newtonStep(margins, target, line);
    if (Math.max(Math.abs(step.slope), Math.abs(step.intercept)) < 1e-12) break;
    const next = halveUntilBetter(line, step, current, loss);
    if (next === null) break;
    [line, current] = [next.line, next.loss];
  }
  return line;
}

function newtonStep(margins: ArrayLike<number>, target: (row: number) => number, line: PlattLine): PlattLine {
  // The tiny ridge of Lin, Lin and Weng keeps the system solvable where all margins are the same.
  let [hss, hsi, hii] = [1e-12, 0, 1e-12];
  let [gs, gi] = [0, 0];
  for (let row = 0; row < margins.length; row += 1) {
    const margin = margins[row];
    const p = sigmoid(line.slope * margin + line.intercept);
    const weight = p * (1 - p);
    hss += weight * margin * margin;
    hsi += weight * margin;
    hii += weight;
    gs += (p - target(row)) * margin;
    gi += p - target(row);
  }
  const determinant = hss * hii - hsi * hsi;
  return { slope: -(hii * gs - hsi * gi) / determinant, intercept: -(hss * gi - hsi * gs) / determinant };
}

function halveUntilBetter(
  line: PlattLine,
  step: PlattLine,
  current: number,
  loss: (line: PlattLine) => number,
): { line: PlattLine; loss: number } | null {
  for (let share = 1; share > 1e-10; share /= 2) {
    const tried = {
      slope: line.slope + share * step.slope,
      intercept: line.intercept + share * step.intercept,
    };
    const triedLoss = loss(tried);
    if (triedLoss < current) return { line: tried, loss: triedLoss };
  }
  return null;
}

/**
 * The intercept with which sigmoid(slope * margin + intercept) has the same mean as sigmoid(margin): the line then changes
 * how extreme the probabilities are, but not their level. Found by bisection, to 1e-9.
 */
export function interceptAtLevel(margins: ArrayLike<number>, slope: number): number {
  const total = (intercept: number, steepness: number): number => {
    let sum = 0;
    for (let row = 0; row < margins.length; row += 1) sum += sigmoid(steepness * margins[row] + intercept);
    return sum;
  };
  const wanted = total(0, 1);
  let [low, high] = [-64, 64];
  while (high - low > 1e-9) {
    const middle = (low + high) / 2;
    if (total(middle, slope) < wanted) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
