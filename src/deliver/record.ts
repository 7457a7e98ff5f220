import type { Decision } from '../domain/decision.ts';
import { joinedKey } from '../domain/joined-key.ts';
import { toIso } from '../domain/moment.ts';
import type { State } from '../store/state.ts';
import { DEFAULT_CHANNEL } from './channels.ts';

/** Rows per statement: PostgreSQL accepts at most 65,535 values in one. */
const BATCH_ROWS = 2_000;

/** How many interventions a recording has added. */
export interface Recorded {
  /** Queued for delivery. */
  readonly queued: number;
  /** Chosen in a replay: nobody gets them. */
  readonly replayed: number;
}

/**
 * Stores decisions and queues their messages in one transaction: a message is queued if and only if its decision is
 * recorded. Recording the same cycle again changes nothing, even if a decision would now be different: a decision's
 * id is deterministic, and the first decision stands.
 *
 * @param replayed whether the decisions were made in a replay: what they chose is put on record instead of being queued
 */
export async function recordDecisions(
  state: State,
  decisions: readonly Decision[],
  replayed: boolean,
): Promise<Recorded> {
  return state.transaction().execute(async (transaction) => {
    const recorded = new Set<string>();
    for (const rows of batches(decisions.map((decision) => decisionRow(decision, replayed)))) {
      const fresh = await transaction
        .insertInto('decision')
        .values(rows)
        .onConflict((conflict) => conflict.column('id').doNothing())
        .returning('id')
        .execute();
      for (const { id } of fresh) recorded.add(id);
    }
    const fresh = decisions.filter(({ id }) => recorded.has(id));
    const messages = replayed ? [] : fresh.flatMap(messageRows);
    for (const rows of batches(messages)) await transaction.insertInto('outbox').values(rows).execute();
    const unsent = fresh.flatMap((decision) => unsentRows(decision, replayed));
    for (const rows of batches(unsent)) await transaction.insertInto('unsent_message').values(rows).execute();
    return { queued: messages.length, replayed: unsent.filter(({ ghost }) => !ghost).length };
  });
}

const decisionRow = (decision: Decision, replayed: boolean) => ({
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
  replayed,
});

const messageRows = (decision: Decision) =>
  decision.candidates
    .filter((candidate) => candidate.chosen)
    .map((candidate) => ({
      key: messageKey(decision, candidate.intervention),
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

/** What a decision would have sent: ghosts and, in a replay, what it chose. The texts are in the decision. */
const unsentRows = (decision: Decision, replayed: boolean) =>
  decision.candidates
    .filter(({ chosen, ghost }) => ghost || (replayed && chosen))
    .map(({ intervention, recipient, ghost }) => ({
      key: messageKey(decision, intervention),
      decision_id: decision.id,
      presentation_id: decision.presentationId,
      learner_id: decision.learnerId,
      intervention,
      recipient,
      decided_at: new Date(decision.decidedAt),
      replayed,
      ghost,
    }));

const messageKey = ({ presentationId, learnerId, decidedAt }: Decision, intervention: string): string =>
  joinedKey(presentationId, learnerId, intervention, toIso(decidedAt));

function* batches<Row>(rows: readonly Row[]): Generator<Row[]> {
  for (let start = 0; start < rows.length; start += BATCH_ROWS) yield rows.slice(start, start + BATCH_ROWS);
}
