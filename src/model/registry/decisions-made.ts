import { sql } from 'kysely';
import { learnerId } from '../../domain/learner.ts';
import { presentationId } from '../../domain/presentation.ts';
import type { State } from '../../store/state.ts';
import type { PastDecision } from './weights-if-left-alone.ts';

/**
 * Decisions whose nudges were sent at the time of the decision. Decisions of a replay are left out: their moment lies days
 * before they were recorded, and nobody was nudged then.
 */
export async function decisionsMade(state: State): Promise<PastDecision[]> {
  const rows = await state
    .selectFrom('decision')
    .select(['presentation_id', 'learner_id', 'propensity'])
    .select(sql<boolean>`candidates @> '[{"chosen": true}]'`.as('chosen'))
    .where(sql<boolean>`recorded_at < decided_at + interval '1 day'`)
    .execute();
  return rows.map((row) => ({
    presentationId: presentationId(row.presentation_id),
    learnerId: learnerId(row.learner_id),
    propensity: row.propensity,
    candidates: [{ chosen: row.chosen }],
  }));
}
