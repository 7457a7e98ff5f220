import type { Columns } from '../../ingest/column.ts';

/** A target whose rows come whole, as a table: should this nudge be sent to a learner like this? */
export interface NudgeTarget {
  readonly name: string;
  /** All columns of the table, in the order of its header; the label's is among them. */
  readonly columns: Columns;
  /** The column that holds 1 where the nudge should be sent and 0 where not. */
  readonly label: string;
  /** The estimator that suits it best, and why (docs/model-card-engagement.md has the figures). */
  readonly estimator: string;
}

/** Names of the columns that the label is predicted from. */
export const featuresOf = (target: NudgeTarget): string[] =>
  Object.keys(target.columns).filter((column) => column !== target.label);
