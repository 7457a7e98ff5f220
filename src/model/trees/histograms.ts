import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FeatureMatrix } from '../matrix.ts';
import { BIN_ROOM, type BinnedMatrix, binMatrix } from './bins.ts';

/** A gradient and a hessian for each bin of a column. */
const PAIR = 2;
const COLUMN_ROOM = BIN_ROOM * PAIR;

/** What growing trees works on; made once, used for every tree. */
export interface Workspace {
  readonly binned: BinnedMatrix;
  /** Gradient and hessian of each row in turn, weights included. */
  readonly gradients: Float64Array;
  /** Rows in an order in which those of a leaf lie together. */
  readonly order: Uint32Array;
  /** The histogram in `slot`: column after column, bin after bin, gradient then hessian. */
  histogram(slot: number): Float64Array;
  /** Makes the histogram in `slot` that of the rows at `from` to `to` (exclusive) of `order`. */
  addUp(slot: number, from: number, to: number): void;
  /** Makes the histogram in `parent` that of the parent's rows that are not the child's. */
  subtract(parent: number, child: number): void;
}

/**
 * Sums over rows, by WebAssembly or in plain JavaScript. Both add in the same order, so that they come to the same bits;
 * the first is some three times faster (`npm run bench -- boosting`).
 */
export type Kernel = 'wasm' | 'plain';

/** Null where the engine lacks SIMD; those since 2021 have it. */
const WASM = compiled(readFileSync(join(import.meta.dirname, 'wasm', 'histograms.wasm')));

function compiled(bytes: Uint8Array<ArrayBuffer>): WebAssembly.Module | null {
  return WebAssembly.validate(bytes) ? new WebAssembly.Module(bytes) : null;
}

/**
 * Bins a matrix and makes room for `slots` histograms. WebAssembly sees one memory only, so everything is cut from one.
 *
 * @param maxBins of a column, at most 255
 */
export function openWorkspace(
  matrix: FeatureMatrix,
  weights: Float64Array | undefined,
  maxBins: number,
  slots: number,
  kernel: Kernel = WASM === null ? 'plain' : 'wasm',
): Workspace {
  const { rows } = matrix;
  const width = matrix.columns.length;
  const size = width * COLUMN_ROOM;
  const memory = newMemory(rows * width + rows * PAIR * 8 + rows * 4 + slots * size * 8);
  const bins = memory.cut(Uint8Array, rows * width);
  const gradients = memory.cut(Float64Array, rows * PAIR);
  const order = memory.cut(Uint32Array, rows);
  const histograms = memory.cut(Float64Array, slots * size);
  const binned = binMatrix(matrix, weights, maxBins, bins);
  const histogram = (slot: number) => histograms.subarray(slot * size, (slot + 1) * size);
  const space = { binned, gradients, order, histogram };
  const sums = kernel === 'wasm' && WASM !== null ? wasmSums(WASM, space, memory.memory) : plainSums(space);
  return { ...space, ...sums };
}

/** A piece of memory from which arrays are cut, each on a boundary that suits SIMD. */
function newMemory(bytes: number) {
  const pages = Math.ceil((bytes + 5 * 16) / 65_536);
  const memory = new WebAssembly.Memory({ initial: pages, maximum: pages });
  let used = 0;
  return {
    memory,
    cut<Values extends Uint8Array | Uint32Array | Float64Array>(
      type: {
        new (buffer: ArrayBuffer, offset: number, length: number): Values;
        readonly BYTES_PER_ELEMENT: number;
      },
      length: number,
    ): Values {
      const start = Math.ceil(used / 16) * 16;
      used = start + length * type.BYTES_PER_ELEMENT;
      return new type(memory.buffer, start, length);
    },
  };
}

type Space = Omit<Workspace, 'addUp' | 'subtract'>;
type Sums = Pick<Workspace, 'addUp' | 'subtract'>;

/** The functions of wasm/histograms.ts; numbers are addresses, but for counts. */
interface WasmSums {
  addRows(
    bins: number,
    width: number,
    gradients: number,
    order: number,
    from: number,
    to: number,
    histogram: number,
  ): void;
  subtract(parent: number, child: number, bytes: number): void;
}

function wasmSums(
  module: WebAssembly.Module,
  { binned, gradients, order, histogram }: Space,
  memory: WebAssembly.Memory,
): Sums {
  const { exports } = new WebAssembly.Instance(module, { env: { memory } });
  const wasm = exports as unknown as WasmSums;
  return {
    addUp(slot, from, to) {
      const target = histogram(slot).fill(0);
      wasm.addRows(
        binned.bins.byteOffset,
        binned.width,
        gradients.byteOffset,
        order.byteOffset,
        from,
        to,
        target.byteOffset,
      );
    },
    subtract(parent, child) {
      const target = histogram(parent);
      wasm.subtract(target.byteOffset, histogram(child).byteOffset, target.byteLength);
    },
  };
}

function plainSums({ binned: { bins, width }, gradients, order, histogram }: Space): Sums {
  return {
    addUp(slot, from, to) {
      const target = histogram(slot).fill(0);
      for (let i = from; i < to; i += 1) {
        const row = order[i];
        const gradient = gradients[PAIR * row];
        const hessian = gradients[PAIR * row + 1];
        let at = row * width;
        for (let base = 0; base < width * COLUMN_ROOM; base += COLUMN_ROOM) {
          const place = base + PAIR * bins[at];
          target[place] += gradient;
          target[place + 1] += hessian;
          at += 1;
        }
      }
    },
    subtract(parent, child) {
      const target = histogram(parent);
      const taken = histogram(child);
      for (let i = 0; i < target.length; i += 1) target[i] -= taken[i];
    },
  };
}

/** The bins of one column, gradient and hessian in turn; the missing ones last. */
export const columnOf = (histogram: Float64Array, column: number): Float64Array =>
  histogram.subarray(column * COLUMN_ROOM, (column + 1) * COLUMN_ROOM);
