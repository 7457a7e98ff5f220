/** The tables of the event log that hold data by enrolment, so that a cluster can spread them. */
export type EventLogTable = 'activity_event' | 'risk' | 'oulad_click' | 'insight_decision';

/** How a statement names the tables of the event log. */
export interface TableNames {
  /** The name under which all rows of `table` can be read and written, whichever node holds them. */
  table(table: EventLogTable): string;
  /**
   * A FROM clause that runs the whole `select` on every shard and puts the answers together. The groups of `select` must
   * never span enrolments. `select` names its tables without `table()`, with the database `rekindle.` before them.
   */
  onEveryShard(select: string): string;
}

/** The names on a cluster; null for a single store. */
export const namesOn = (cluster: string | null): TableNames => ({
  table: (name) => (cluster === null ? name : `all_${name}`),
  onEveryShard: (select) => (cluster === null ? `(${select})` : `cluster('${cluster}', view(${select}))`),
});
