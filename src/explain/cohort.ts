import type { LearnerId } from '../domain/learner.ts';
import type { Moment } from '../domain/moment.ts';
import type { IndicatorTable } from '../features/indicators-at.ts';
import { type FeatureMatrix, selectRows } from '../model/matrix.ts';

/** Everybody registered in one presentation at one moment. */
export interface Cohort {
  /** The learner of each row. */
  readonly learnerIds: readonly LearnerId[];
  readonly matrix: FeatureMatrix;
}

/** The rows of a presentation's table for this moment; the table may hold other moments as well. */
export function cohortAt(table: IndicatorTable, at: Moment): Cohort {
  const rows = [...table.moments.keys()].filter((row) => table.moments[row] === at);
  return {
    learnerIds: rows.map((row) => table.learnerIds[row]),
    matrix: selectRows({ columns: table.columns, rows: table.rows, values: table.values }, rows),
  };
}
