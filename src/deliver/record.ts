import type { Decision } from '../domain/decision.ts';
import { enrolmentKey } from '../domain/enrolment.ts';
import { toIso } from '../domain/moment.ts';
import type { State } from '../store/state.ts';
import { DEFAULT_CHANNEL } from './channels.ts';

/** Rows per statement: PostgreSQL accepts at most 65,535 values in one. */
const BATCH_ROWS = 2_000;

/**
 * Stores decisions and queues their messages in one transaction: a message is queued if and only if its decision is
 * recorded. Recording the same cycle again changes nothing, even if a decision would now be different: a decision's
 * id is deterministic, and the first decision stands.
 */
export async function recordDecisions(
  state: State,
  decisions: readonly Decision[],
): Promise<{ queued: number }> {
  return state.transaction().execute(async (transaction) => {
    const recorded = new Set<string>();
    for (const rows of batches(decisions.map(decisionRow))) {
      const fresh = await transaction
        .insertInto('decision')
        .values(rows)
        .onConflict((conflict) => conflict.column('id').doNothing())
        .returning('id')
        .execute();
      for (const { id } of fresh) recorded.add(id);
    }
    const messages = decisions.filter(({ id }) => recorded.has(id)).flatMap(messageRows);
    for (const rows of batches(messages)) await transaction.insertInto('outbox').values(rows).execute();
    return { queued: messages.length };
  });
}

const decisionRow = (decision: Decision) => ({
  id: decision.id,
  presentation_id: decision.presentationId,
  learner_id: decision.learnerId,
  decided_at: new Date(decision.decidedAt),
  probability: decision.probability,
  model_id: decision.modelId,
  risk_withheld: decision.riskWithheld ?? null,
  holdout: decision.holdout,
  propensity: decision.propensity,
  candidates: JSON.stringify(decision.candidates),
});

const messageRows = (decision: Decision) =>
  decision.candidates
    .filter((candidate) => candidate.chosen)
    .map((candidate) => ({
      key: `${enrolmentKey(decision)}/${candidate.intervention}/${toIso(decision.decidedAt)}`,
      decision_id: decision.id,
      presentation_id: decision.presentationId,
      learner_id: decision.learnerId,
      channel: DEFAULT_CHANNEL,
      intervention: candidate.intervention,
      recipient: candidate.recipient,
      priority: candidate.priority,
      title: candidate.title,
      body: candidate.body,
      created_at: new Date(decision.decidedAt),
      delivered_at: null,
      last_error: null,
    }));

function* batches<Row>(rows: readonly Row[]): Generator<Row[]> {
  for (let start = 0; start < rows.length; start += BATCH_ROWS) yield rows.slice(start, start + BATCH_ROWS);
}
