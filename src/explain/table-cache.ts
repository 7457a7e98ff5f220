import type { IndicatorTable } from '../features/indicators-at.ts';

/**
 * The indicator tables of the last scoring runs. What follows a scoring (deciding, listing) needs the same table, and
 * reading it from the log takes as long as the scoring itself.
 */
export interface TableCache {
  keep(runId: string, table: IndicatorTable): void;
  /** The table of a run, or undefined where it is no longer at hand. */
  find(runId: string): IndicatorTable | undefined;
}

/** Keeps the last `limit` tables. */
export function createTableCache(limit: number): TableCache {
  const tables = new Map<string, IndicatorTable>();
  return {
    keep(runId, table) {
      tables.set(runId, table);
      const [oldest] = tables.keys();
      if (tables.size > limit && oldest !== undefined) tables.delete(oldest);
    },
    find: (runId) => tables.get(runId),
  };
}
