import type { Selectable } from 'kysely';
import { addDays, type Moment } from '../domain/moment.ts';
import type { Presentation } from '../domain/presentation.ts';
import type { State, StateTables } from '../store/state.ts';
import type { DecisionView } from './decisions-view.ts';
import type { EnrolmentView } from './enrolment-view.ts';

/**
 * What was decided in a presentation in the days before a moment, newest first.
 *
 * @param page how many days to look back, and which of the decisions to answer
 */
export async function decisionsUntil(
  state: State,
  presentation: Presentation,
  asOf: Moment,
  { days, limit, offset }: { readonly days: number; readonly limit: number; readonly offset: number },
): Promise<DecisionView[]> {
  const rows = await state
    .selectFrom('decision')
    .selectAll()
    .where('presentation_id', '=', presentation.id)
    .where('decided_at', '<=', new Date(asOf))
    .where('decided_at', '>', new Date(addDays(asOf, -days)))
    .orderBy('decided_at', 'desc')
    .orderBy('id')
    .limit(limit)
    .offset(offset)
    .execute();
  return rows.map((row) => ({
    id: row.id,
    presentationId: row.presentation_id,
    learnerId: row.learner_id,
    decidedAt: row.decided_at.toISOString(),
    probability: row.probability,
    modelId: row.model_id,
    riskWithheld: row.risk_withheld,
    holdout: row.holdout,
    propensity: row.propensity,
    replayed: row.replayed,
    candidates: candidatesOf(row),
  }));
}

/** What was decided about one learner until a moment, newest first. */
export async function decisionsAbout(
  state: State,
  presentation: Presentation,
  learner: string,
  asOf: Moment,
): Promise<EnrolmentView['decisions']> {
  const rows = await state
    .selectFrom('decision')
    .selectAll()
    .where('presentation_id', '=', presentation.id)
    .where('learner_id', '=', learner)
    .where('decided_at', '<=', new Date(asOf))
    .orderBy('decided_at', 'desc')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    decidedAt: row.decided_at.toISOString(),
    probability: row.probability,
    holdout: row.holdout,
    replayed: row.replayed,
    candidates: candidatesOf(row),
  }));
}

type Candidate = DecisionView['candidates'][number];

const candidatesOf = ({ candidates }: Selectable<StateTables['decision']>): DecisionView['candidates'] =>
  (candidates as (Omit<Candidate, 'ghost'> & { ghost?: boolean })[]).map((one) => ({
    ...one,
    // Decisions from before there were ghosts do not say.
    ghost: one.ghost ?? false,
  }));
