// AssemblyScript, compiled to histograms.wasm beside it by `npm run wasm`. It does what histograms.ts does in plain
// JavaScript. Each bin sums its rows in the same order, so the results of both are equal to the bit; a gradient and its
// hessian are added as one pair.

const PAIR_BYTES: usize = 16;
const COLUMN_BYTES: usize = 256 * PAIR_BYTES;

/** Rows that are gathered before they are added up: they and the sums of eight columns stay in the first-level cache. */
const BLOCK_ROWS: usize = 256;
const PAIRS_BYTES: usize = BLOCK_ROWS * PAIR_BYTES;
/** Eight columns of a block. */
const LANE_BYTES: usize = BLOCK_ROWS * 8;

/**
 * Adds the rows at `from` to `to` (exclusive) of `order` to the histogram. All parameters except counts are addresses; the
 * memory at `block` is overwritten.
 */
export function addRows(
  bins: usize,
  stride: usize,
  gradients: usize,
  order: usize,
  from: usize,
  to: usize,
  histogram: usize,
  columns: usize,
  block: usize,
): void {
  const eights = columns >>> 3;
  for (let start = from; start < to; start += BLOCK_ROWS) {
    const rows = min(BLOCK_ROWS, to - start);
    gather(bins, stride, gradients, order + (start << 2), rows, (columns + 7) >>> 3, block);
    const pairsEnd = block + rows * PAIR_BYTES;
    let lane = block + PAIRS_BYTES;
    let sums = histogram;
    for (let nth: usize = 0; nth < eights; nth += 1) {
      addEight(block, pairsEnd, lane, sums);
      lane += LANE_BYTES;
      sums += 8 * COLUMN_BYTES;
    }
    for (let rest: usize = 0; rest < (columns & 7); rest += 1)
      addOne(block, pairsEnd, lane + rest, sums + rest * COLUMN_BYTES);
  }
}

/**
 * Lays the pairs of some rows side by side, followed by their bins, eight columns at a time. No step here depends on the
 * previous one, so the processor fetches many rows that lie far apart at the same time.
 */
function gather(
  bins: usize,
  stride: usize,
  gradients: usize,
  order: usize,
  rows: usize,
  lanes: usize,
  block: usize,
): void {
  for (let nth: usize = 0; nth < rows; nth += 1) {
    const row = <usize>load<u32>(order + (nth << 2));
    v128.store(block + nth * PAIR_BYTES, v128.load(gradients + row * PAIR_BYTES));
    const source = bins + row * stride;
    const target = block + PAIRS_BYTES + (nth << 3);
    for (let lane: usize = 0; lane < lanes; lane += 1)
      store<u64>(target + lane * LANE_BYTES, load<u64>(source + (lane << 3)));
  }
}

/** Adds the pairs from `at` to `end` to eight columns. */
function addEight(at: usize, end: usize, lane: usize, sums: usize): void {
  for (; at < end; at += PAIR_BYTES, lane += 8) {
    const pair = v128.load(at);
    add(sums + (<usize>load<u8>(lane) << 4), pair);
    add(sums + (<usize>load<u8>(lane, 1) << 4), pair, COLUMN_BYTES);
    add(sums + (<usize>load<u8>(lane, 2) << 4), pair, 2 * COLUMN_BYTES);
    add(sums + (<usize>load<u8>(lane, 3) << 4), pair, 3 * COLUMN_BYTES);
    add(sums + (<usize>load<u8>(lane, 4) << 4), pair, 4 * COLUMN_BYTES);
    add(sums + (<usize>load<u8>(lane, 5) << 4), pair, 5 * COLUMN_BYTES);
    add(sums + (<usize>load<u8>(lane, 6) << 4), pair, 6 * COLUMN_BYTES);
    add(sums + (<usize>load<u8>(lane, 7) << 4), pair, 7 * COLUMN_BYTES);
  }
}

/** The same for one column. */
function addOne(at: usize, end: usize, lane: usize, sums: usize): void {
  for (; at < end; at += PAIR_BYTES, lane += 8)
    add(sums + (<usize>load<u8>(lane) << 4), v128.load(at));
}

// @ts-ignore: decorator
@inline
function add(place: usize, pair: v128, offset: usize = 0): void {
  v128.store(place + offset, f64x2.add(v128.load(place + offset), pair));
}

/** Subtracts the child's histogram, `bytes` long, from the parent's. */
export function subtract(parent: usize, child: usize, bytes: usize): void {
  for (let at: usize = 0; at < bytes; at += PAIR_BYTES)
    v128.store(parent + at, f64x2.sub(v128.load(parent + at), v128.load(child + at)));
}
