// AssemblyScript, compiled to histograms.wasm beside it by `npm run wasm`. Does what histograms.ts does in plain
// JavaScript. Each bin sums its rows in the same order, so that both come to the same bits; a gradient and its hessian
// are added as one pair.

const PAIR_BYTES: usize = 16;
const COLUMN_BYTES: usize = 256 * PAIR_BYTES;

/** So many rows are read for eight columns after eight: rows and the sums of eight columns stay in the nearest caches. */
const BLOCK_BYTES: usize = 512 * 4;

/** Adds the rows at `from` to `to` (exclusive) of `order` to the histogram. All but counts are addresses. */
export function addRows(
  bins: usize,
  stride: usize,
  gradients: usize,
  order: usize,
  from: usize,
  to: usize,
  histogram: usize,
  columns: usize,
): void {
  const last = order + (to << 2);
  const eights = columns & ~7;
  for (let start = order + (from << 2); start < last; start += BLOCK_BYTES) {
    const end = min(start + BLOCK_BYTES, last);
    let column: usize = 0;
    for (; column < eights; column += 8)
      addEight(bins + column, stride, gradients, start, end, histogram + column * COLUMN_BYTES);
    for (; column < columns; column += 1)
      addOne(bins + column, stride, gradients, start, end, histogram + column * COLUMN_BYTES);
  }
}

/** Adds the rows at `start` to `end` (addresses of their numbers) to eight columns. */
function addEight(bins: usize, stride: usize, gradients: usize, start: usize, end: usize, sums: usize): void {
  for (let at = start; at < end; at += 4) {
    const row = <usize>load<u32>(at);
    const pair = v128.load(gradients + (row << 4));
    const eight = load<u64>(bins + row * stride);
    const low = <usize>(<u32>eight);
    const high = <usize>(eight >>> 32);
    add(sums + ((low & 255) << 4), pair);
    add(sums + (((low >>> 8) & 255) << 4), pair, COLUMN_BYTES);
    add(sums + (((low >>> 16) & 255) << 4), pair, 2 * COLUMN_BYTES);
    add(sums + ((low >>> 24) << 4), pair, 3 * COLUMN_BYTES);
    add(sums + ((high & 255) << 4), pair, 4 * COLUMN_BYTES);
    add(sums + (((high >>> 8) & 255) << 4), pair, 5 * COLUMN_BYTES);
    add(sums + (((high >>> 16) & 255) << 4), pair, 6 * COLUMN_BYTES);
    add(sums + ((high >>> 24) << 4), pair, 7 * COLUMN_BYTES);
  }
}

function addOne(bins: usize, stride: usize, gradients: usize, start: usize, end: usize, sums: usize): void {
  for (let at = start; at < end; at += 4) {
    const row = <usize>load<u32>(at);
    add(sums + (<usize>load<u8>(bins + row * stride) << 4), v128.load(gradients + (row << 4)));
  }
}

// @ts-ignore: decorator
@inline
function add(place: usize, pair: v128, offset: usize = 0): void {
  v128.store(place + offset, f64x2.add(v128.load(place + offset), pair));
}

/** Takes the child's histogram, `bytes` long, from the parent's. */
export function subtract(parent: usize, child: usize, bytes: usize): void {
  for (let at: usize = 0; at < bytes; at += PAIR_BYTES)
    v128.store(parent + at, f64x2.sub(v128.load(parent + at), v128.load(child + at)));
}
