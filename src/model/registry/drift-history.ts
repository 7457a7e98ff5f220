import type { Moment } from '../../domain/moment.ts';
import type { State } from '../../store/state.ts';
import type { DriftReport } from './drift-report.ts';

/** Keeps what a check found, in place of an earlier check as of the same moment. */
export async function keepDriftReport(state: State, report: DriftReport): Promise<void> {
  const text = JSON.stringify(report);
  await state
    .insertInto('drift_check')
    .values({ model_id: report.modelId, as_of: new Date(report.asOf), report: text })
    .onConflict((conflict) => conflict.columns(['model_id', 'as_of']).doUpdateSet({ report: text }))
    .execute();
}

/** The last check of a model at or before `now`; null where there was none. */
export async function lastDriftReport(
  state: State,
  modelId: string,
  now: Moment,
): Promise<DriftReport | null> {
  const row = await state
    .selectFrom('drift_check')
    .select('report')
    .where('model_id', '=', modelId)
    .where('as_of', '<=', new Date(now))
    .orderBy('as_of', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row === undefined ? null : (row.report as DriftReport);
}

/** Why a model's risks must not be used at `now`; null where they may. */
export const brokenCalibration = async (state: State, modelId: string, now: Moment): Promise<string | null> =>
  (await lastDriftReport(state, modelId, now))?.calibration?.broken ?? null;
