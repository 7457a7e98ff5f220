import type { Columns } from '../../ingest/column.ts';

/** A target whose rows come as a complete table: should this nudge be sent to a learner like this? */
export interface NudgeTarget {
  readonly name: string;
  /** All columns of the table, in the order of its header, including the label. */
  readonly columns: Columns;
  /** The column that holds 1 where the nudge should be sent and 0 where not. */
  readonly label: string;
  /** The estimator that suits the target best (docs/model-card-engagement.md has the figures). */
  readonly estimator: string;
}

/** Names of the columns from which the label is predicted. */
export const featuresOf = (target: NudgeTarget): string[] =>
  Object.keys(target.columns).filter((column) => column !== target.label);
