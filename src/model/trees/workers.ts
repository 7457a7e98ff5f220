import { Worker } from 'node:worker_threads';
import type { BinnedMatrix } from './bins.ts';
import { FASTEST, type Kernel, sumsOn } from './histograms.ts';
import type { SortedRows } from './partition.ts';
import * as signal from './signal.ts';
import type { Split, SplitRules } from './split.ts';
import {
  doPiece,
  type PieceContext,
  type Step,
  setAsked,
  setStep,
  splitsFound,
  type ThreadStart,
} from './step.ts';
import { bytesOf, layOut, layRows, MOST_THREADS, type Workspace } from './workspace.ts';

/** The threads that grow one tree after another, including this thread. Their number does not change the answers. */
export interface TreeWorkers extends SortedRows {
  readonly space: Workspace;
  /** How many threads take part so far: workers take a moment to start, and nothing waits for them. */
  threads(): number;
  /** Sets the gradients of the log-loss. */
  setGradients(): void;
  /** Sets the columns that may be asked from now on; of two columns with the same gain the first counts. */
  ask(columns: ArrayLike<number>): void;
  /** Sums up rows and finds the best split of each leaf; null where no split lowers the loss enough. */
  search(step: Omit<Step & { kind: 'search' }, 'kind'>): (Split | null)[];
  /** Ends the threads; nothing else works after that. */
  dismiss(): void;
}

const PAGE_BYTES = 65_536;

/** @param slots how many histograms there is room for */
export function openTreeWorkers(
  binned: BinnedMatrix,
  rules: SplitRules,
  slots: number,
  { kernel = FASTEST, threads = 1 }: { readonly kernel?: Kernel | undefined; readonly threads?: number } = {},
): TreeWorkers {
  const size = { rows: binned.rows, width: binned.columns.length, slots };
  const pages = Math.ceil(bytesOf(size) / PAGE_BYTES);
  const memory = new WebAssembly.Memory({ initial: pages, maximum: pages, shared: true });
  const space = layOut(memory.buffer, size);
  layRows(binned, space);
  const context: PieceContext = { space, sums: sumsOn(kernel, space, memory), bins: binned.columns, rules };
  const others = Math.min(threads, MOST_THREADS) - 1;
  const start: ThreadStart = { memory, size, kernel, bins: binned.columns, rules };
  for (let nth = 0; nth < others; nth += 1) startThread(start);
  /** All threads do pieces of a step; returns into how many pieces it was cut. */
  const together = (step: Step): number => {
    // One piece for each thread: more pieces would each read all rows for fewer columns.
    const pieces = signal.threadsOf(space);
    setStep(space, step, pieces);
    signal.shareOut(space, pieces, (piece) => doPiece(context, piece));
    return pieces;
  };
  return {
    space,
    binned,
    order: space.order,
    moved: new Uint32Array(size.rows),
    threads: () => signal.threadsOf(space),
    ask: (columns) => setAsked(space, columns),
    setGradients: () => {
      together({ kind: 'gradients' });
    },
    search: (step) => splitsFound(context, together({ kind: 'search', ...step })),
    dismiss: () => signal.dismiss(space),
  };
}

function startThread(start: ThreadStart): void {
  const worker = new Worker(new URL('worker.ts', import.meta.url), { workerData: start });
  // The worker ends when it is dismissed, and must not keep the process alive until then.
  worker.unref();
  // Errors in a step come back with the step. A worker that does not start is not needed for the answer.
  worker.on('error', (error) => process.emitWarning(`A thread for trees did not come up: ${String(error)}`));
}
