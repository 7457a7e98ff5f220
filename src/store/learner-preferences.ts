import type { LearnerPreferences } from '../domain/learner.ts';
import type { State } from './state.ts';

/** Keeps what a learner asked for, instead of what they asked for before. */
export async function putPreferences(
  state: State,
  { learnerId, timeZone, optedOut }: LearnerPreferences,
): Promise<void> {
  const row = { time_zone: timeZone, opted_out: optedOut };
  await state
    .insertInto('learner')
    .values({ id: learnerId, ...row })
    .onConflict((conflict) => conflict.column('id').doUpdateSet(row))
    .execute();
}
