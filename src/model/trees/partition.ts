import { type BinnedMatrix, MISSING_BIN } from './bins.ts';
import type { Split } from './split.ts';

/** Rows that a tree sorts by leaf. */
export interface SortedRows {
  readonly binned: BinnedMatrix;
  /** The rows, in an order that keeps the rows of a leaf together. */
  readonly order: Uint32Array;
  /** Scratch space for as many rows. */
  readonly moved: Uint32Array;
}

/** Puts the rows that go left first and keeps the order within each side; returns where the right side begins. */
export function partition(
  { binned, order, moved }: SortedRows,
  from: number,
  to: number,
  split: Split,
): number {
  const left = leftBins(split);
  const start = split.column * binned.rows;
  const column = binned.bins.subarray(start, start + binned.rows);
  let middle = from;
  let waiting = 0;
  // Every row is written to both sides but counted on its own side only, so that the processor has no branch to predict.
  for (let i = from; i < to; i += 1) {
    const row = order[i];
    const goesLeft = left[column[row]];
    order[middle] = row;
    moved[waiting] = row;
    middle += goesLeft;
    waiting += 1 - goesLeft;
  }
  order.set(moved.subarray(0, waiting), middle);
  return middle;
}

/** For each bin, 1 where its rows go left. */
function leftBins({ bin, missingLeft, categories }: Split): Uint8Array {
  const left = new Uint8Array(MISSING_BIN + 1);
  if (categories === null) left.fill(1, 0, bin + 1);
  else for (const code of categories) left[code] = 1;
  left[MISSING_BIN] = missingLeft ? 1 : 0;
  return left;
}
