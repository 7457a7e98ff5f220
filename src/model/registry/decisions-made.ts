import { sql } from 'kysely';
import { learnerId } from '../../domain/learner.ts';
import { presentationId } from '../../domain/presentation.ts';
import type { State } from '../../store/state.ts';
import type { PastDecision } from './weights-if-left-alone.ts';

/** Decisions whose nudges were sent. Those of a replay are left out, because nobody was nudged. */
export async function decisionsMade(state: State): Promise<PastDecision[]> {
  const rows = await state
    .selectFrom('decision')
    .select(['presentation_id', 'learner_id', 'propensity'])
    .select(sql<boolean>`candidates @> '[{"chosen": true}]'`.as('chosen'))
    .where('replayed', '=', false)
    .execute();
  return rows.map((row) => ({
    presentationId: presentationId(row.presentation_id),
    learnerId: learnerId(row.learner_id),
    propensity: row.propensity,
    candidates: [{ chosen: row.chosen }],
  }));
}
