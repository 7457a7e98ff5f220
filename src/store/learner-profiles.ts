import { sql } from 'kysely';
import type { LearnerId } from '../domain/learner.ts';
import { addDays, type Moment } from '../domain/moment.ts';
import type { State } from './state.ts';

/** What a platform said about a learner, as JSON. */
export interface LearnerProfile {
  readonly learnerId: LearnerId;
  readonly receivedAt: Moment;
  readonly snapshot: unknown;
}

/** Stores a profile in place of the learner's earlier one. */
export async function putProfile(
  state: State,
  { learnerId, receivedAt, snapshot }: LearnerProfile,
): Promise<void> {
  const row = { received_at: new Date(receivedAt), snapshot: JSON.stringify(snapshot) };
  await state.transaction().execute(async (transaction) => {
    await transaction
      .insertInto('learner')
      .values({ id: learnerId })
      .onConflict((conflict) => conflict.column('id').doNothing())
      .execute();
    await transaction
      .insertInto('learner_profile')
      .values({ learner_id: learnerId, ...row })
      .onConflict((conflict) => conflict.column('learner_id').doUpdateSet(row))
      .execute();
  });
}

/** The snapshots received in the `days` before `now`, `now` included, by learner. Later ones were not known at `now`. */
export async function profilesBefore(state: State, now: Moment, days: number): Promise<Map<string, unknown>> {
  const rows = await state
    .selectFrom('learner_profile')
    .select(['learner_id', 'snapshot'])
    .where('received_at', '<=', new Date(now))
    .where('received_at', '>', new Date(addDays(now, -days)))
    .execute();
  return new Map(rows.map(({ learner_id, snapshot }) => [learner_id, snapshot]));
}

/**
 * At most `limit` of these snapshots, and how many there are in all. Which ones are drawn depends on the learners alone.
 */
export async function someProfilesBefore(
  state: State,
  now: Moment,
  days: number,
  limit: number,
): Promise<{ readonly known: number; readonly snapshots: readonly unknown[] }> {
  const received = state
    .selectFrom('learner_profile')
    .where('received_at', '<=', new Date(now))
    .where('received_at', '>', new Date(addDays(now, -days)));
  const { known } = await received
    .select(({ fn }) => fn.countAll<string>().as('known'))
    .executeTakeFirstOrThrow();
  const rows = await received.select('snapshot').orderBy(sql`md5(learner_id)`).limit(limit).execute();
  return { known: Number(known), snapshots: rows.map(({ snapshot }) => snapshot) };
}
