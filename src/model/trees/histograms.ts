import { BIN_ROOM, type BinnedMatrix } from './bins.ts';

/** A gradient and a hessian for each bin of each column of the rows in one leaf. */
const PAIR = 2;
const COLUMN_ROOM = BIN_ROOM * PAIR;

/** What growing a tree works on; made once, used for every tree. */
export interface Workspace {
  readonly binned: BinnedMatrix;
  /** Gradient and hessian of each row in turn, weights included. */
  readonly gradients: Float64Array;
  /** Rows in an order in which those of a leaf lie together. */
  readonly order: Uint32Array;
  /** One histogram a slot; column after column, bin after bin, gradient then hessian. */
  readonly histograms: Float64Array;
  /** Clears the histogram in `slot` and adds up the rows at `from` to `to` (exclusive) of `order`. */
  addUp(slot: number, from: number, to: number): void;
}

/** A workspace with room for `slots` histograms, in plain JavaScript. */
export function plainWorkspace(binned: BinnedMatrix, slots: number): Workspace {
  const gradients = new Float64Array(binned.rows * PAIR);
  const order = new Uint32Array(binned.rows);
  const histograms = new Float64Array(slots * histogramSize(binned));
  return {
    binned,
    gradients,
    order,
    histograms,
    addUp(slot, from, to) {
      const histogram = histogramAt({ binned, histograms }, slot).fill(0);
      addRows(binned, gradients, order, from, to, histogram);
    },
  };
}

/** The rows are added one after the other, so that every way of doing this comes to the same bits. */
function addRows(
  { bins, width }: BinnedMatrix,
  gradients: Float64Array,
  order: Uint32Array,
  from: number,
  to: number,
  histogram: Float64Array,
): void {
  for (let i = from; i < to; i += 1) {
    const row = order[i];
    const gradient = gradients[PAIR * row];
    const hessian = gradients[PAIR * row + 1];
    let at = row * width;
    for (let base = 0; base < width * COLUMN_ROOM; base += COLUMN_ROOM) {
      const place = base + PAIR * bins[at];
      histogram[place] += gradient;
      histogram[place + 1] += hessian;
      at += 1;
    }
  }
}

export const histogramSize = (binned: BinnedMatrix): number => binned.width * COLUMN_ROOM;

export function histogramAt(
  { binned, histograms }: Pick<Workspace, 'binned' | 'histograms'>,
  slot: number,
): Float64Array {
  const size = histogramSize(binned);
  return histograms.subarray(slot * size, (slot + 1) * size);
}

/** Turns a parent's histogram into that of the child that was not added up. */
export function subtract(parent: Float64Array, child: Float64Array): void {
  for (let i = 0; i < parent.length; i += 1) parent[i] -= child[i];
}

/** The bins of one column, gradient and hessian in turn; the missing ones last. */
export const columnOf = (histogram: Float64Array, column: number): Float64Array =>
  histogram.subarray(column * COLUMN_ROOM, (column + 1) * COLUMN_ROOM);
