import { MISSING_BIN } from './bins.ts';
import type { Workspace } from './histograms.ts';
import type { Split } from './split.ts';

/** Puts the rows that go left first, each side in the order it was in; returns where the right side begins. */
export function partition({ binned, order }: Workspace, from: number, to: number, split: Split): number {
  const { bins, width } = binned;
  const left = leftBins(split);
  const moved = new Uint32Array(to - from);
  let middle = from;
  let waiting = 0;
  for (let i = from; i < to; i += 1) {
    const row = order[i];
    if (left[bins[row * width + split.column]] === 1) {
      order[middle] = row;
      middle += 1;
    } else {
      moved[waiting] = row;
      waiting += 1;
    }
  }
  order.set(moved.subarray(0, waiting), middle);
  return middle;
}

/** For each bin whether its rows go left. */
function leftBins({ bin, missingLeft, categories }: Split): Uint8Array {
  const left = new Uint8Array(MISSING_BIN + 1);
  if (categories === null) left.fill(1, 0, bin + 1);
  else for (const code of categories) left[code] = 1;
  left[MISSING_BIN] = missingLeft ? 1 : 0;
  return left;
}
