import { moment } from '../domain/moment.ts';
import { presentationId } from '../domain/presentation.ts';
import { InputError } from '../errors.ts';
import type { EventLog } from '../store/event-log.ts';
import type { State } from '../store/state.ts';
import { named } from '../store/statement.ts';
import { forgetScorings } from './accept-events.ts';

const THEIRS = `learner_id = {learner:String} and verb = 'response_scored'`;

/**
 * Removes a learner's scored responses from the event log, and the risks that were computed with them. Returns the
 * number of removed responses.
 *
 * @throws InputError on a cluster, where no statement removes rows on every node
 */
export async function eraseScoredResponses(
  learner: string,
  { state, eventLog }: { readonly state: State; readonly eventLog: EventLog },
): Promise<number> {
  const found = await eventLog.rows<{ presentation_id: string; events: number; first_ms: string }>(
    named(
      'erasable-scores',
      `select presentation_id, toUInt32(uniqExact(event_id)) as events,
       toString(toUnixTimestamp64Milli(min(occurred_at))) as first_ms
     from ${eventLog.table('activity_event')} where ${THEIRS} group by presentation_id`,
    ),
    { learner },
  );
  if (found.length === 0) return 0;
  if (eventLog.table('activity_event') !== 'activity_event')
    throw new InputError(
      `The event log is a cluster. Run on each node, then do it again: alter table rekindle.activity_event delete where learner_id = '<id>' and verb = 'response_scored'`,
    );
  await eventLog.command(
    named('erase-scores', `alter table activity_event delete where ${THEIRS} settings mutations_sync = 2`),
    { learner },
  );
  await forgetScorings(
    state,
    new Map(found.map((one) => [presentationId(one.presentation_id), moment(Number(one.first_ms))])),
  );
  return found.reduce((sum, { events }) => sum + events, 0);
}
