import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { BLOCK_ROOM, COLUMN_ROOM, PAIR, type Workspace } from './workspace.ts';

/**
 * Sums over rows, by WebAssembly or in plain JavaScript. Both add in the same order, so their results are equal to the bit;
 * WebAssembly is some three times faster (`npm run bench -- boosting`).
 */
export type Kernel = 'wasm' | 'plain';

/** Sums over rows for the columns from `first` to `end` (exclusive). */
export interface Sums {
  /** Fills the histogram in `slot` for the rows at `from` to `to` (exclusive) of the order. */
  addUp(slot: number, from: number, to: number, first: number, end: number): void;
  /** Subtracts the child's histogram from the parent's, which leaves that of the parent's remaining rows. */
  subtract(parent: number, child: number, first: number, end: number): void;
}

/** Null where the JavaScript engine lacks SIMD or shared memory; engines since 2021 have both. */
const WASM = compiled(readFileSync(join(import.meta.dirname, 'wasm', 'histograms.wasm')));

function compiled(bytes: Uint8Array<ArrayBuffer>): WebAssembly.Module | null {
  return WebAssembly.validate(bytes) ? new WebAssembly.Module(bytes) : null;
}

export const FASTEST: Kernel = WASM === null ? 'plain' : 'wasm';

/** @param memory the memory that holds the workspace */
export const sumsOn = (kernel: Kernel, space: Workspace, memory: WebAssembly.Memory): Sums =>
  kernel === 'wasm' && WASM !== null ? wasmSums(WASM, space, memory) : plainSums(space);

/** A piece of the histogram in `slot`. */
function pieceOf({ histograms, size }: Workspace, slot: number, first: number, end: number): Float64Array {
  const start = slot * size.width;
  return histograms.subarray((start + first) * COLUMN_ROOM, (start + end) * COLUMN_ROOM);
}

/** The functions of wasm/histograms.ts; all numbers except counts are addresses. */
interface WasmSums {
  addRows(
    bins: number,
    stride: number,
    gradients: number,
    order: number,
    from: number,
    to: number,
    histogram: number,
    columns: number,
    block: number,
  ): void;
  subtract(parent: number, child: number, bytes: number): void;
}

function wasmSums(module: WebAssembly.Module, space: Workspace, memory: WebAssembly.Memory): Sums {
  const { exports } = new WebAssembly.Instance(module, { env: { memory } });
  const wasm = exports as unknown as WasmSums;
  const { bins, stride, gradients, order, blocks } = space;
  return {
    addUp(slot, from, to, first, end) {
      const target = pieceOf(space, slot, first, end).fill(0);
      wasm.addRows(
        bins.byteOffset + first,
        stride,
        gradients.byteOffset,
        order.byteOffset,
        from,
        to,
        target.byteOffset,
        end - first,
        // No other thread works on these columns.
        blocks.byteOffset + (first / 8) * BLOCK_ROOM,
      );
    },
    subtract(parent, child, first, end) {
      const target = pieceOf(space, parent, first, end);
      wasm.subtract(target.byteOffset, pieceOf(space, child, first, end).byteOffset, target.byteLength);
    },
  };
}

function plainSums(space: Workspace): Sums {
  const { bins, stride, gradients, order } = space;
  return {
    addUp(slot, from, to, first, end) {
      const target = pieceOf(space, slot, first, end).fill(0);
      for (let i = from; i < to; i += 1) {
        const row = order[i];
        const gradient = gradients[PAIR * row];
        const hessian = gradients[PAIR * row + 1];
        let at = row * stride + first;
        for (let base = 0; base < target.length; base += COLUMN_ROOM) {
          const place = base + PAIR * bins[at];
          target[place] += gradient;
          target[place + 1] += hessian;
          at += 1;
        }
      }
    },
    subtract(parent, child, first, end) {
      const target = pieceOf(space, parent, first, end);
      const taken = pieceOf(space, child, first, end);
      for (let i = 0; i < target.length; i += 1) target[i] -= taken[i];
    },
  };
}

/** The bins of one column, gradient and hessian alternating; the bin of missing values comes last. */
export const columnOf = (histogram: Float64Array, column: number): Float64Array =>
  histogram.subarray(column * COLUMN_ROOM, (column + 1) * COLUMN_ROOM);
