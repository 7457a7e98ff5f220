const CELLS = 120;
const REACH = 0.38;

/**
 * How far each point of a swarm is moved off its line, in units of the distance between lines. Points that would
 * overlap are spread to both sides in turn; the more of them there are, the wider they spread. The same points give the
 * same swarm.
 */
export function swarmOffsets(values: readonly number[]): number[] {
  const low = values.reduce((min, value) => Math.min(min, value), Number.POSITIVE_INFINITY);
  const high = values.reduce((max, value) => Math.max(max, value), Number.NEGATIVE_INFINITY);
  const cellOf = (value: number): number =>
    high === low ? 0 : Math.round(((value - low) / (high - low)) * CELLS);
  const counts = new Map<number, number>();
  const turns = values.map((value) => {
    const turn = counts.get(cellOf(value)) ?? 0;
    counts.set(cellOf(value), turn + 1);
    return turn;
  });
  const fullest = Math.max(1, ...counts.values());
  return turns.map((turn) => ((turn % 2 === 0 ? 1 : -1) * Math.ceil(turn / 2) * 2 * REACH) / fullest);
}
