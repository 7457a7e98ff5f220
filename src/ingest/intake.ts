import type { Moment } from '../domain/moment.ts';
import { DiskFullError, OverloadedError } from '../errors.ts';
import type { EventLog } from '../store/event-log.ts';
import type { State } from '../store/state.ts';
import {
  type Acceptance,
  acceptTogether,
  type EventOutcome,
  nothingRemembered,
  type Posting,
} from './accept-events.ts';

/**
 * Takes the events of many requests at once. Those that come while a batch is on its way to the disk become the next
 * batch together, so that a thousand requests of one event cost little more than one of a thousand.
 */
export interface Intake {
  /**
   * The outcomes of one request's events. When it returns, the accepted ones are on the disk. Requests are judged in the
   * order in which they came.
   *
   * @throws OverloadedError where too many events wait already
   */
  accept(posted: readonly unknown[], now: Moment): Promise<readonly EventOutcome[]>;
}

/** As many as the largest request holds: a larger batch saves nothing more. */
const BATCH_EVENTS = 10_000;

/** Five full requests, which take seconds; then a client had better come again later. */
const WAITING_EVENTS = 50_000;

interface Waiting extends Posting {
  readonly answer: PromiseWithResolvers<readonly EventOutcome[]>;
}

/** @param changed hears what changed since when, before the requests are answered */
export function createIntake(
  stores: { readonly state: State; readonly eventLog: EventLog },
  changed: (from: Acceptance['changedFrom']) => void,
): Intake {
  const remembered = nothingRemembered();
  const waiting: Waiting[] = [];
  let waitingEvents = 0;
  let working = false;

  async function takeBatch(batch: readonly Waiting[]): Promise<void> {
    try {
      const { outcomes, changedFrom } = await acceptTogether(batch, stores, remembered);
      changed(changedFrom);
      for (const [nth, { answer }] of batch.entries()) answer.resolve(outcomes[nth] ?? []);
    } catch (error) {
      // What fails for one request need not fail for the others; only a full disk does.
      if (batch.length > 1 && !(error instanceof DiskFullError))
        for (const one of batch) await takeBatch([one]);
      else for (const { answer } of batch) answer.reject(error);
    }
  }

  async function work(): Promise<void> {
    working = true;
    for (let batch = nextBatch(waiting); batch.length > 0; batch = nextBatch(waiting)) {
      waitingEvents -= eventsIn(batch);
      await takeBatch(batch);
    }
    working = false;
  }

  return {
    accept(posted, now) {
      if (waitingEvents > 0 && waitingEvents + posted.length > WAITING_EVENTS)
        throw new OverloadedError('Too many events wait to be stored. Send these again in a moment.', 1);
      const answer = Promise.withResolvers<readonly EventOutcome[]>();
      waiting.push({ posted, now, answer });
      waitingEvents += posted.length;
      if (!working) void work();
      return answer.promise;
    },
  };
}

/** Takes the first requests off the queue, at least one. */
function nextBatch(waiting: Waiting[]): Waiting[] {
  let events = 0;
  let count = 0;
  for (const { posted } of waiting) {
    events += posted.length;
    const isLast = replaces(posted);
    if (count > 0 && (events > BATCH_EVENTS || isLast)) break;
    count += 1;
    if (isLast) break;
  }
  return waiting.splice(0, count);
}

/** A response that was scored before may be scored anew, which only shows against the log: its request goes alone. */
const replaces = (posted: readonly unknown[]): boolean =>
  posted.some(
    (one) => typeof one === 'object' && one !== null && 'verb' in one && one.verb === 'response_scored',
  );

const eventsIn = (batch: readonly Posting[]): number =>
  batch.reduce((sum, { posted }) => sum + posted.length, 0);
