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

/** The threads that grow one tree after another, this one among them. Their answers do not depend on how many they are. */
export interface TreeWorkers extends SortedRows {
  readonly space: Workspace;
  /** How many take part by now: the others take a moment to come up, and nobody waits for them. */
  threads(): number;
  /** Sets the gradients of the log-loss. */
  setGradients(): void;
  /** Chooses the columns that may be asked from now on; of two that gain the same the first counts. */
  ask(columns: ArrayLike<number>): void;
  /** Sums up rows, and finds the best split of each leaf; null where none is worth it. */
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
  /** All do pieces of a step; answers into how many it was cut. */
  const together = (step: Step): number => {
    // One a thread: with more of them each would read all rows for fewer columns.
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
  // It ends when it is dismissed, and must not keep the process until then.
  worker.unref();
  // Errors in a step come back with the step. One that does not come up is not needed for the answer.
  worker.on('error', (error) => process.emitWarning(`A thread for trees did not come up: ${String(error)}`));
}
