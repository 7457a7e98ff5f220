import type { ColumnBins } from './bins.ts';
import type { Kernel, Sums } from './histograms.ts';
import { setGradients } from './log-loss.ts';
import { bestSplit, type LeafSums, type Split, type SplitRules } from './split.ts';
import { histogramIn, type Workspace, type WorkspaceSize } from './workspace.ts';

/** A leaf whose best split is wanted. */
export interface SearchedLeaf {
  /** Where its histogram is. */
  readonly slot: number;
  readonly sums: LeafSums;
}

/** What threads do in parallel, each with columns or rows of its own. */
export type Step =
  | { readonly kind: 'gradients' }
  | {
      readonly kind: 'search';
      /** Rows of the order to sum up first, into `slot`; their sums are then subtracted from `parent`. */
      readonly rows: {
        readonly slot: number;
        readonly from: number;
        readonly to: number;
        readonly parent: number | null;
      } | null;
      /** At most two. */
      readonly leaves: readonly SearchedLeaf[];
    };

/** What a thread works with. */
export interface PieceContext {
  readonly space: Workspace;
  readonly sums: Sums;
  readonly bins: readonly ColumnBins[];
  readonly rules: SplitRules;
}

/** What a thread is started with. */
export interface ThreadStart {
  readonly memory: WebAssembly.Memory;
  readonly size: WorkspaceSize;
  readonly kernel: Kernel;
  readonly bins: readonly ColumnBins[];
  readonly rules: SplitRules;
}

const GRADIENTS = 0;
const SEARCH = 1;
const NONE = -1;

/** Where the step keeps the number of leaves to search, followed by the leaves. */
const LEAVES = 6;
const placeOfLeaf = (nth: number): number => LEAVES + 1 + 5 * nth;
/** Where a piece writes the best of its columns for a leaf, and the gain. */
const placeOfFound = (piece: number, nth: number): number => 2 * (2 * piece + nth);

/** Writes a step, and the number of its pieces, where all threads read them. */
export function setStep({ step: target }: Workspace, step: Step, pieces: number): void {
  if (step.kind === 'gradients') {
    target.set([GRADIENTS, pieces]);
    return;
  }
  const { rows, leaves } = step;
  target.set([SEARCH, pieces, rows?.slot ?? NONE, rows?.from ?? 0, rows?.to ?? 0, rows?.parent ?? NONE]);
  target[LEAVES] = leaves.length;
  leaves.forEach(({ slot, sums: { gradient, hessian, lowest, highest } }, nth) => {
    target.set([slot, gradient, hessian, lowest, highest], placeOfLeaf(nth));
  });
}

/** Does a piece of the current step. */
export function doPiece(context: PieceContext, piece: number): void {
  const { space, sums } = context;
  const { step, size } = space;
  const [kind, pieces, slot, from, to, parent, leaves] = step;
  const share = (count: number, nth: number) => Math.floor((count * nth) / pieces);
  if (kind === GRADIENTS) {
    setGradients(space, share(size.rows, piece), share(size.rows, piece + 1));
    return;
  }
  // Eight columns are summed up together.
  const eights = Math.ceil(size.width / 8);
  const first = Math.min(size.width, 8 * share(eights, piece));
  const end = Math.min(size.width, 8 * share(eights, piece + 1));
  if (slot !== NONE && first < end) sums.addUp(slot, from, to, first, end);
  if (parent !== NONE && first < end) sums.subtract(parent, slot, first, end);
  const columns = askedOf(space).filter((column) => column >= first && column < end);
  for (let nth = 0; nth < leaves; nth += 1) search(context, nth, columns, placeOfFound(piece, nth));
}

/** Writes down the column and gain of a leaf's best split among the columns. */
function search({ space, bins, rules }: PieceContext, nth: number, columns: Int32Array, place: number): void {
  const { slot, sums } = leafAt(space, nth);
  const best = bestSplit(bins, columns, histogramIn(space, slot), sums, rules);
  space.found[place] = best?.column ?? NONE;
  space.found[place + 1] = best?.gain ?? 0;
}

function leafAt({ step }: Workspace, nth: number): SearchedLeaf {
  const [slot, gradient, hessian, lowest, highest] = step.subarray(placeOfLeaf(nth), placeOfLeaf(nth + 1));
  return { slot, sums: { gradient, hessian, lowest, highest } };
}

/** Sets the columns that the next tree may ask. */
export function setAsked({ asked }: Workspace, columns: ArrayLike<number>): void {
  asked[0] = columns.length;
  asked.set(columns, 1);
}

const askedOf = ({ asked }: Workspace): Int32Array => asked.subarray(1, 1 + asked[0]);

/** The best split of each leaf over all pieces; among splits with the same gain, the column asked first wins. */
export function splitsFound({ space, bins, rules }: PieceContext, pieces: number): (Split | null)[] {
  const asked = askedOf(space);
  return Array.from({ length: space.step[LEAVES] }, (_, nth) => {
    let column = NONE;
    let gain = 0;
    for (let piece = 0; piece < pieces; piece += 1) {
      const place = placeOfFound(piece, nth);
      const [other, otherGain] = [space.found[place], space.found[place + 1]];
      if (other === NONE) continue;
      const better =
        column === NONE ||
        otherGain > gain ||
        (otherGain === gain && asked.indexOf(other) < asked.indexOf(column));
      if (better) [column, gain] = [other, otherGain];
    }
    if (column === NONE) return null;
    const { slot, sums } = leafAt(space, nth);
    return bestSplit(bins, [column], histogramIn(space, slot), sums, rules);
  });
}
