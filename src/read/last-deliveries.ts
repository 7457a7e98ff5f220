import type { Recipient } from '../domain/decision.ts';
import type { Moment } from '../domain/moment.ts';
import type { Presentation } from '../domain/presentation.ts';
import type { State } from '../store/state.ts';

/** When somebody was last sent what, by learner, recipient and intervention. */
export interface LastDeliveries {
  /** Whatever was sent to a learner; undefined where nothing was. */
  toLearner(learner: string): Date | undefined;
  /** One intervention that was suggested to the coach of a learner. */
  toCoach(learner: string, intervention: string): Date | undefined;
}

/** What was delivered for a presentation until a moment. */
export async function lastDeliveries(
  state: State,
  presentation: Presentation,
  asOf: Moment,
): Promise<LastDeliveries> {
  const rows = await state
    .selectFrom('outbox')
    .select((row) => ['learner_id', 'recipient', 'intervention', row.fn.max('delivered_at').as('at')])
    .where('presentation_id', '=', presentation.id)
    .where('delivered_at', '<=', new Date(asOf))
    .groupBy(['learner_id', 'recipient', 'intervention'])
    .execute();
  const byLearner = Map.groupBy(rows, ({ learner_id }) => learner_id);
  const latest = (
    learner: string,
    recipient: Recipient,
    matches: (intervention: string) => boolean,
  ): Date | undefined =>
    (byLearner.get(learner) ?? [])
      .filter((row) => row.recipient === recipient && matches(row.intervention))
      .flatMap(({ at }) => at ?? [])
      .sort((a, b) => a.getTime() - b.getTime())
      .at(-1);
  return {
    toLearner: (learner) => latest(learner, 'learner', () => true),
    toCoach: (learner, intervention) => latest(learner, 'coach', (one) => one === intervention),
  };
}
