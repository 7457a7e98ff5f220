/** A non-decreasing curve: `values[i]` at `positions[i]`, both ascending. */
export interface IsotonicCurve {
  readonly positions: readonly number[];
  readonly values: readonly number[];
}

interface Block {
  readonly first: number;
  readonly last: number;
  readonly sum: number;
  readonly weight: number;
}

/**
 * The non-decreasing curve with the least squared distance from the points, by pooling adjacent violators (Barlow,
 * Bartholomew, Bremner and Brunk 1972, "Statistical inference under order restrictions"). Points at the same position
 * are pooled first. The curve keeps only the two ends of each pooled block, so it is as short as possible.
 */
export function isotonicRegression(positions: ArrayLike<number>, values: ArrayLike<number>): IsotonicCurve {
  const blocks: Block[] = [];
  for (const point of pointsByPosition(positions, values)) {
    let block = point;
    for (let last = blocks.at(-1); last !== undefined && mean(last) >= mean(block); last = blocks.at(-1)) {
      block = {
        first: last.first,
        last: block.last,
        sum: last.sum + block.sum,
        weight: last.weight + block.weight,
      };
      blocks.pop();
    }
    blocks.push(block);
  }
  const ends = blocks.flatMap((block) =>
    block.first === block.last
      ? [[block.first, mean(block)]]
      : [
          [block.first, mean(block)],
          [block.last, mean(block)],
        ],
  ) as [number, number][];
  return { positions: ends.map(([position]) => position), values: ends.map(([, value]) => value) };
}

/** The curve's value at `position`: interpolated between neighbours, constant beyond the ends. The curve must not be empty. */
export function isotonicValue(curve: IsotonicCurve, position: number): number {
  const { positions, values } = curve;
  let low = 0;
  let high = positions.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (positions[middle] <= position) low = middle + 1;
    else high = middle;
  }
  if (low === 0) return values[0];
  if (low === positions.length) return values[low - 1];
  const [left, right] = [positions[low - 1], positions[low]];
  const [from, to] = [values[low - 1], values[low]];
  return from + ((to - from) * (position - left)) / (right - left);
}

const mean = (block: Block): number => block.sum / block.weight;

function pointsByPosition(positions: ArrayLike<number>, values: ArrayLike<number>): Block[] {
  const order = Uint32Array.from({ length: positions.length }, (_, row) => row);
  order.sort((a, b) => positions[a] - positions[b]);
  const points: Block[] = [];
  for (const row of order) {
    const position = positions[row];
    const value = values[row];
    const last = points.at(-1);
    if (last !== undefined && last.first === position)
      points[points.length - 1] = { ...last, sum: last.sum + value, weight: last.weight + 1 };
    else points.push({ first: position, last: position, sum: value, weight: 1 });
  }
  return points;
}
