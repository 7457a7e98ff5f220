import type { BinnedMatrix } from './bins.ts';
import { BIN_ROOM } from './bins.ts';

/** A gradient and a hessian for each bin of a column. */
export const PAIR = 2;
export const COLUMN_ROOM = BIN_ROOM * PAIR;

export interface WorkspaceSize {
  readonly rows: number;
  /** Number of columns. */
  readonly width: number;
  /** Number of histograms. */
  readonly slots: number;
}

/** The arrays of boosting, in one piece of memory that WebAssembly and every thread see; made once, used for every tree. */
export interface Workspace {
  readonly size: WorkspaceSize;
  /** Row after row, `stride` bytes each: bins that are summed up together lie together. */
  readonly bins: Uint8Array;
  readonly stride: number;
  readonly labels: Uint8Array;
  readonly weights: Float64Array;
  /** The margin of each row by the trees so far. */
  readonly margins: Float64Array;
  /** Gradient and hessian of each row, alternating, weights included. */
  readonly gradients: Float64Array;
  /** For every eight columns, scratch space for some rows: see wasm/histograms.ts. */
  readonly blocks: Uint8Array;
  /** The rows, in an order that keeps the rows of a leaf together. */
  readonly order: Uint32Array;
  /** Slot after slot, column after column, bin after bin, gradient then hessian. */
  readonly histograms: Float64Array;
  /** The columns that the current tree may ask; of columns with the same gain the first counts. */
  readonly asked: Int32Array;
  /** The step for the threads, and what they found: see step.ts. */
  readonly step: Float64Array;
  readonly found: Float64Array;
  /** The signals by which the threads share a step: see signal.ts. */
  readonly signals: Int32Array;
  /** What went wrong in a thread, in UTF-8. */
  readonly complaint: Uint8Array;
}

/** The greatest number of threads. */
export const MOST_THREADS = 16;

/** Room for a step, and for what each thread's piece finds for each of two leaves. */
const STEP_ROOM = 32;
const FOUND_ROOM = MOST_THREADS * 2 * 2;
const SIGNALS_ROOM = 16;
const COMPLAINT_ROOM = 1024;

/** Bytes for the pair and eight bins of 256 rows. */
export const BLOCK_ROOM = 256 * (16 + 8);

/** Rows begin on a boundary of eight bytes, because eight bytes are read at once. */
const strideOf = (width: number): number => Math.ceil(width / 8) * 8;

/** The processor's cache lines: with boundaries on them, threads that write side by side do not wait for each other. */
const ALIGNMENT = 64;

/** Lays the arrays out in `buffer`, which has `bytesOf(size)` bytes; every thread gets the same layout. */
export function layOut(buffer: ArrayBufferLike, size: WorkspaceSize): Workspace {
  return cutUp(size, (type, start, length) => new type(buffer, start, length)).workspace;
}

export const bytesOf = (size: WorkspaceSize): number => cutUp(size, (type) => new type(0)).bytes;

type Cut = <Values>(type: ArrayType<Values>, start: number, length: number) => Values;
interface ArrayType<Values> {
  new (length: number): Values;
  new (buffer: ArrayBufferLike, offset: number, length: number): Values;
  readonly BYTES_PER_ELEMENT: number;
}

function cutUp(size: WorkspaceSize, cut: Cut): { workspace: Workspace; bytes: number } {
  const { rows, width, slots } = size;
  const stride = strideOf(width);
  let bytes = 0;
  const next = <Values>(type: ArrayType<Values>, length: number): Values => {
    const start = bytes;
    bytes = Math.ceil((start + length * type.BYTES_PER_ELEMENT) / ALIGNMENT) * ALIGNMENT;
    return cut(type, start, length);
  };
  const workspace: Workspace = {
    size,
    stride,
    bins: next(Uint8Array, rows * stride),
    labels: next(Uint8Array, rows),
    weights: next(Float64Array, rows),
    margins: next(Float64Array, rows),
    gradients: next(Float64Array, rows * PAIR),
    blocks: next(Uint8Array, (stride / 8) * BLOCK_ROOM),
    order: next(Uint32Array, rows),
    histograms: next(Float64Array, slots * width * COLUMN_ROOM),
    asked: next(Int32Array, 1 + width),
    step: next(Float64Array, STEP_ROOM),
    found: next(Float64Array, FOUND_ROOM),
    signals: next(Int32Array, SIGNALS_ROOM),
    complaint: next(Uint8Array, COMPLAINT_ROOM),
  };
  return { workspace, bytes };
}

/** Copies the bins from column after column to row after row. */
export function layRows({ rows, columns, bins }: BinnedMatrix, space: Workspace): void {
  const { stride, bins: target } = space;
  // A few rows of all columns at a time stay in the processor's cache.
  const few = 256;
  for (let start = 0; start < rows; start += few) {
    const end = Math.min(rows, start + few);
    for (let column = 0; column < columns.length; column += 1) {
      for (let row = start; row < end; row += 1) target[row * stride + column] = bins[column * rows + row];
    }
  }
}

/** The histogram in a slot, with all columns. */
export function histogramIn({ histograms, size }: Workspace, slot: number): Float64Array {
  const room = size.width * COLUMN_ROOM;
  return histograms.subarray(slot * room, (slot + 1) * room);
}
