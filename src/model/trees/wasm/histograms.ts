// AssemblyScript, compiled to histograms.wasm beside it by `npm run wasm`. Does what histograms.ts does in plain
// JavaScript, in the same order, so that both come to the same bits; a gradient and its hessian are added as one pair.

const PAIR_BYTES: usize = 16;
const COLUMN_BYTES: usize = 256 * PAIR_BYTES;

/** Adds the rows at `from` to `to` (exclusive) of `order` to the histogram. All but counts are addresses. */
export function addRows(
  bins: usize,
  width: usize,
  gradients: usize,
  order: usize,
  from: usize,
  to: usize,
  histogram: usize,
): void {
  const lastRow = order + (to << 2);
  const fours = width & ~3;
  for (let at = order + (from << 2); at < lastRow; at += 4) {
    const row = <usize>load<u32>(at);
    const pair = v128.load(gradients + (row << 4));
    let bin = bins + row * width;
    const lastFour = bin + fours;
    const lastBin = bin + width;
    let column = histogram;
    while (bin < lastFour) {
      const four = load<u32>(bin);
      add(column + (<usize>(four & 255) << 4), pair);
      add(column + COLUMN_BYTES + (<usize>((four >>> 8) & 255) << 4), pair);
      add(column + 2 * COLUMN_BYTES + (<usize>((four >>> 16) & 255) << 4), pair);
      add(column + 3 * COLUMN_BYTES + (<usize>(four >>> 24) << 4), pair);
      bin += 4;
      column += 4 * COLUMN_BYTES;
    }
    while (bin < lastBin) {
      add(column + (<usize>load<u8>(bin) << 4), pair);
      bin += 1;
      column += COLUMN_BYTES;
    }
  }
}

// @ts-ignore: decorator
@inline
function add(place: usize, pair: v128): void {
  v128.store(place, f64x2.add(v128.load(place), pair));
}

/** Takes the child's histogram, `bytes` long, from the parent's. */
export function subtract(parent: usize, child: usize, bytes: usize): void {
  for (let at: usize = 0; at < bytes; at += PAIR_BYTES)
    v128.store(parent + at, f64x2.sub(v128.load(parent + at), v128.load(child + at)));
}
