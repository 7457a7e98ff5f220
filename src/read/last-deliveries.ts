import type { Recipient } from '../domain/decision.ts';
import type { Moment } from '../domain/moment.ts';
import type { Presentation } from '../domain/presentation.ts';
import type { State } from '../store/state.ts';

export interface LastDelivery {
  readonly at: Date;
  /** Whether a replay decided it, from which nobody got anything. */
  readonly replayed: boolean;
}

/** When somebody was last sent what, by learner, recipient and intervention. */
export interface LastDeliveries {
  /** Whatever was sent to a learner; undefined where nothing was. */
  toLearner(learner: string): LastDelivery | undefined;
  /** One intervention that was suggested to the coach of a learner. */
  toCoach(learner: string, intervention: string): LastDelivery | undefined;
}

/** What was delivered for a presentation until a moment, and what a replay would have delivered. */
export async function lastDeliveries(
  state: State,
  presentation: Presentation,
  asOf: Moment,
): Promise<LastDeliveries> {
  const sent = await state
    .selectFrom('outbox')
    .select((row) => ['learner_id', 'recipient', 'intervention', row.fn.max('delivered_at').as('at')])
    .where('presentation_id', '=', presentation.id)
    .where('delivered_at', '<=', new Date(asOf))
    .groupBy(['learner_id', 'recipient', 'intervention'])
    .execute();
  const replayed = await state
    .selectFrom('unsent_message')
    .select((row) => ['learner_id', 'recipient', 'intervention', row.fn.max('decided_at').as('at')])
    .where('presentation_id', '=', presentation.id)
    .where('ghost', '=', false)
    .where('decided_at', '<=', new Date(asOf))
    .groupBy(['learner_id', 'recipient', 'intervention'])
    .execute();
  const rows = [
    ...sent.map((one) => ({ ...one, replayed: false })),
    ...replayed.map((one) => ({ ...one, replayed: true })),
  ];
  const byLearner = Map.groupBy(rows, ({ learner_id }) => learner_id);
  const latest = (
    learner: string,
    recipient: Recipient,
    matches: (intervention: string) => boolean,
  ): LastDelivery | undefined =>
    (byLearner.get(learner) ?? [])
      .filter((row) => row.recipient === recipient && matches(row.intervention))
      .flatMap(({ at, replayed }) => (at === null ? [] : [{ at, replayed }]))
      .sort((a, b) => a.at.getTime() - b.at.getTime())
      .at(-1);
  return {
    toLearner: (learner) => latest(learner, 'learner', () => true),
    toCoach: (learner, intervention) => latest(learner, 'coach', (one) => one === intervention),
  };
}
