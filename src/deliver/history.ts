import type { PastNudge } from '../decide/past-nudge.ts';
import type { Recipient } from '../domain/decision.ts';
import { addDays, type Moment, moment } from '../domain/moment.ts';
import type { State } from '../store/state.ts';

/** Guards look back no further than this; see `cooldownDays`, which is at most a year. */
const HISTORY_DAYS = 366;

/**
 * What each learner was sent until `now` in all their enrolments, and their ghosts.
 *
 * @param replaying whether what replays decided counts, too: a replay has to see its own earlier weeks, and nothing else may
 *   take them for real
 */
export async function historyBefore(
  state: State,
  now: Moment,
  replaying: boolean,
): Promise<Map<string, PastNudge[]>> {
  const [to, from] = [new Date(now), new Date(addDays(now, -HISTORY_DAYS))];
  const sent = await state
    .selectFrom('outbox')
    .select(['learner_id', 'intervention', 'recipient', 'delivered_at as at'])
    .where('delivered_at', '<=', to)
    .where('delivered_at', '>', from)
    .$narrowType<{ at: Date }>()
    .execute();
  const unsent = await state
    .selectFrom('unsent_message')
    .select(['learner_id', 'intervention', 'recipient', 'decided_at as at', 'ghost'])
    .where('decided_at', '<=', to)
    .where('decided_at', '>', from)
    .$if(!replaying, (query) => query.where('replayed', '=', false))
    .execute();
  const history = new Map<string, PastNudge[]>();
  for (const row of [...sent.map((one) => ({ ...one, ghost: false })), ...unsent]) {
    const own = history.get(row.learner_id) ?? [];
    own.push({
      intervention: row.intervention,
      recipient: row.recipient as Recipient,
      deliveredAt: moment(row.at.getTime()),
      ghost: row.ghost,
    });
    history.set(row.learner_id, own);
  }
  return history;
}
