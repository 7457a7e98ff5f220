import { median } from '../src/stats/quantile.ts';

/** One figure of a benchmark. */
export interface Measurement {
  readonly what: string;
  readonly unit:
    | 's'
    | 'ms'
    | 'MB'
    | 'MB/s'
    | 'requests/s'
    | 'events/s'
    | 'profiles/s'
    | 'of real time'
    | 'correlation'
    | 'right';
  /** One value per repetition. */
  readonly values: readonly number[];
  /** The greatest value allowed, or for a rate and other figures that should be high the least; null for no goal. */
  readonly goal: number | null;
  /** The greatest ratio to the peer's value allowed, or for a rate the least. */
  readonly goalRatio?: number;
  /** The peer's values in the same run. */
  readonly peer?: { readonly name: string; readonly values: readonly number[] };
  readonly note?: string;
}

/** The reason why a benchmark cannot run here. */
export type Outcome = { readonly measured: readonly Measurement[] } | { readonly skipped: string };

/** Seconds that `work` takes. */
export async function seconds(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return (performance.now() - start) / 1000;
}

/** The value that the share `p` of the values do not exceed (nearest rank). */
export const percentile = (values: readonly number[], p: number): number =>
  [...values].sort((a, b) => a - b)[Math.max(0, Math.ceil(p * values.length) - 1)] ?? Number.NaN;

const isBetterHigh = (unit: Measurement['unit']): boolean =>
  unit.endsWith('/s') || unit === 'correlation' || unit === 'right';

/** A Markdown table of the measurements: medians, spread, goals and ratios to the peer. */
export function tableOf(measurements: readonly Measurement[]): string {
  const rows = measurements.map(({ what, unit, values, goal, goalRatio, peer, note }) => {
    const middle = median(values) ?? Number.NaN;
    const digits = unit === 's' ? 2 : middle < 10 ? 3 : 0;
    const show = (value: number) => `${value.toFixed(digits)} ${unit}`;
    const reached = (value: number, bound: number) =>
      (isBetterHigh(unit) ? value >= bound : value <= bound) ? '✓' : '✗';
    const spread =
      values.length > 1
        ? ` (${Math.min(...values).toFixed(digits)} to ${Math.max(...values).toFixed(digits)})`
        : '';
    const theirs = peer === undefined ? null : (median(peer.values) ?? Number.NaN);
    return [
      what,
      `${show(middle)}${spread}`,
      [
        ...(goal === null ? [] : [`${show(goal)} ${reached(middle, goal)}`]),
        ...(goalRatio === undefined || theirs === null
          ? []
          : [`ratio ${goalRatio} ${reached(middle, goalRatio * theirs)}`]),
      ].join(', '),
      peer === undefined || theirs === null
        ? ''
        : `${peer.name} ${show(theirs)}, ratio ${(middle / theirs).toFixed(2)}`,
      note ?? '',
    ];
  });
  return [
    '| what | median (range) | goal | peer in the same run | note |',
    '| --- | --- | --- | --- | --- |',
    ...rows.map((row) => `| ${row.join(' | ')} |`),
  ].join('\n');
}
