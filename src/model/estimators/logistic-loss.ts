import { sigmoid, softplus } from '../../stats/sigmoid.ts';
import { productsOfRows } from '../products.ts';

/** Rows of a regression, read in blocks so that the standardised copy of a large matrix never exists as a whole. */
export interface Design {
  readonly rows: number;
  readonly width: number;
  /**
   * Fills `block` with the rows from `from` to `to` (exclusive), column by column: the value of row `from + i` in column
   * `j` goes to `block[j * BLOCK_ROWS + i]`.
   */
  fill(block: Float64Array, from: number, to: number): void;
}

/** At 110 columns a block and its weighted copy fill 225 kB, which a core's second-level cache holds. */
export const BLOCK_ROWS = 128;

export interface LogisticProblem {
  readonly design: Design;
  readonly labels: Uint8Array;
  readonly weights: Float64Array | undefined;
  /** Strength of the penalty on the squared coefficients. */
  readonly l2: number;
}

export interface Derivatives {
  readonly loss: number;
  readonly gradient: Float64Array;
  /** Row-major, lower triangle; null where it was not asked for. */
  readonly hessian: Float64Array | null;
}

/**
 * The mean log-loss plus `l2` / 2 times the squared coefficients, with its derivatives, at `at`, whose last entry is the
 * intercept and has no penalty. Reads every `stride`-th block of rows.
 *
 * @param withHessian whether to compute the Hessian; at 126 columns it costs 4 times as much as all the rest, at 600 some
 *   25 times
 */
export function logisticDerivatives(
  { design, labels, weights, l2 }: LogisticProblem,
  at: Float64Array,
  stride: number,
  withHessian: boolean,
): Derivatives {
  const size = design.width + 1;
  // One column of ones for the intercept; columns of zeros to fill the last strip.
  const columns = Math.ceil(size / STRIP) * STRIP;
  const block = new Float64Array(columns * BLOCK_ROWS);
  const weighted = new Float64Array(columns * BLOCK_ROWS);
  const residuals = new Float64Array(BLOCK_ROWS);
  const curvatures = new Float64Array(BLOCK_ROWS);
  const gradient = new Float64Array(size);
  const products = new Float64Array(withHessian ? columns * columns : 0);
  block.fill(1, design.width * BLOCK_ROWS, size * BLOCK_ROWS);
  let loss = 0;
  let total = 0;
  for (let from = 0; from < design.rows; from += stride * BLOCK_ROWS) {
    const count = Math.min(BLOCK_ROWS, design.rows - from);
    design.fill(block, from, from + count);
    const margins = marginsOf(block, at, size);
    for (let i = 0; i < BLOCK_ROWS; i += 1) {
      // The rows past the end of the last block have weight 0.
      const weight = i >= count ? 0 : weights === undefined ? 1 : weights[from + i];
      const label = labels[from + i] ?? 0;
      const probability = sigmoid(margins[i]);
      residuals[i] = weight * (probability - label);
      curvatures[i] = weight * probability * (1 - probability);
      loss += weight * (softplus(margins[i]) - label * margins[i]);
      total += weight;
    }
    for (let column = 0; column < size; column += 1) {
      const offset = column * BLOCK_ROWS;
      let sum = 0;
      for (let i = 0; i < BLOCK_ROWS; i += 1) {
        const value = block[offset + i];
        sum += residuals[i] * value;
        weighted[offset + i] = curvatures[i] * value;
      }
      gradient[column] += sum;
    }
    if (withHessian) addProducts(weighted, block, columns, products);
  }
  return penalised(
    { loss, gradient, hessian: withHessian ? compact(products, columns, size) : null },
    total,
    l2,
    at,
  );
}

function marginsOf(block: Float64Array, at: Float64Array, size: number): Float64Array {
  const margins = new Float64Array(BLOCK_ROWS);
  for (let column = 0; column < size; column += 1) {
    const coefficient = at[column];
    const offset = column * BLOCK_ROWS;
    for (let i = 0; i < BLOCK_ROWS; i += 1) margins[i] += coefficient * block[offset + i];
  }
  return margins;
}

/**
 * Adds the products of every column of `left` with every column of `right` at or before it, four columns at a time, because
 * `productsOfRows` takes four at once.
 */
function addProducts(left: Float64Array, right: Float64Array, columns: number, products: Float64Array): void {
  const strip = new Float64Array(STRIP * columns);
  for (let from = 0; from < columns; from += STRIP) {
    const to = from + STRIP;
    productsOfRows(
      left.subarray(from * BLOCK_ROWS, to * BLOCK_ROWS),
      right.subarray(0, to * BLOCK_ROWS),
      [STRIP, to, BLOCK_ROWS],
      strip,
    );
    for (let down = 0; down < STRIP; down += 1) {
      for (let across = 0; across < to; across += 1)
        products[(from + down) * columns + across] += strip[down * to + across];
    }
  }
}

const STRIP = 4;

/** The upper left `size` x `size` part of a `columns` x `columns` matrix. */
function compact(products: Float64Array, columns: number, size: number): Float64Array {
  const hessian = new Float64Array(size * size);
  for (let row = 0; row < size; row += 1)
    hessian.set(products.subarray(row * columns, row * columns + size), row * size);
  return hessian;
}

/** Turns sums into means and adds the penalty on everything except the intercept, which comes last. */
function penalised(sums: Derivatives, total: number, l2: number, at: Float64Array): Derivatives {
  const size = at.length;
  const share = total === 0 ? 0 : 1 / total;
  const gradient = sums.gradient.map((sum) => sum * share);
  const hessian = sums.hessian?.map((sum) => sum * share) ?? null;
  let loss = sums.loss * share;
  for (let column = 0; column < size - 1; column += 1) {
    loss += (l2 / 2) * at[column] ** 2;
    gradient[column] += l2 * at[column];
    if (hessian !== null) hessian[column * size + column] += l2;
  }
  // Keeps the step finite where all probabilities are 0 or 1 to machine accuracy; it does not move the optimum.
  if (hessian !== null) hessian[size * size - 1] += 1e-12;
  return { loss, gradient, hessian };
}
