import { type Moment, moment } from '../domain/moment.ts';
import type { PresentationId } from '../domain/presentation.ts';
import type { State } from '../store/state.ts';

/** One scoring: the risks of a presentation as of some moments, by one model. */
export interface ScoringRun {
  readonly id: string;
  readonly presentationId: PresentationId;
  readonly modelId: string;
  readonly moments: readonly Moment[];
}

/** The scoring run that holds the risks of each moment. */
export type RunIds = ReadonlyMap<Moment, string>;

/** The complete runs of the given moments. */
export async function completeRuns(
  state: State,
  presentationId: PresentationId,
  modelId: string,
  moments: readonly Moment[],
): Promise<RunIds> {
  if (moments.length === 0) return new Map();
  const rows = await state
    .selectFrom('scoring_run')
    .select(['as_of', 'run_id'])
    .where('presentation_id', '=', presentationId)
    .where('model_id', '=', modelId)
    .where('enrolments', 'is not', null)
    .where(
      'as_of',
      'in',
      moments.map((at) => new Date(at)),
    )
    .execute();
  return new Map(rows.map((row) => [moment(row.as_of.getTime()), row.run_id]));
}

/** Announces a run before it reads the log. Every event that arrives from now on removes the announcement. */
export async function announceRun(
  state: State,
  { id, presentationId, modelId, moments }: ScoringRun,
): Promise<void> {
  await state
    .insertInto('scoring_run')
    .values(
      moments.map((at) => ({
        presentation_id: presentationId,
        as_of: new Date(at),
        model_id: modelId,
        run_id: id,
        enrolments: null,
      })),
    )
    .onConflict((conflict) =>
      conflict
        .columns(['presentation_id', 'as_of', 'model_id'])
        .doUpdateSet((row) => ({ run_id: row.ref('excluded.run_id'), enrolments: null })),
    )
    .execute();
}

/** Whether the run is still announced: no event has arrived since then that the run has not read. */
export async function isAnnounced(state: State, { id }: ScoringRun): Promise<boolean> {
  const row = await state
    .selectFrom('scoring_run')
    .select('run_id')
    .where('run_id', '=', id)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/**
 * Marks the moments of a run that are still announced as complete. If a moment's announcement is gone, an event arrived
 * that the run has not read: its risks are returned to the caller but not used again.
 *
 * @param enrolments how many enrolments were scored as of each moment
 */
export async function completeRun(
  state: State,
  { id, presentationId, moments }: ScoringRun,
  enrolments: ReadonlyMap<Moment, number>,
): Promise<void> {
  for (const at of moments)
    await state
      .updateTable('scoring_run')
      .set({ enrolments: enrolments.get(at) ?? 0 })
      .where('presentation_id', '=', presentationId)
      .where('as_of', '=', new Date(at))
      .where('run_id', '=', id)
      .execute();
}

/** Forgets all runs of a presentation: its calendar has changed, and the next question scores again. */
export async function forgetRuns(state: State, presentationId: PresentationId): Promise<void> {
  await state.deleteFrom('scoring_run').where('presentation_id', '=', presentationId).execute();
}
