import { DAY_MS, dateOf, moment } from '../../src/domain/moment.ts';
import type { Random } from '../../src/stats/random.ts';
import { ask, type RekindleServer } from './rekindle-process.ts';

/** A platform that posts batches of events, and sends a batch again until it gets an answer. */
export interface Traffic {
  /** Stores the presentation of the events. */
  open(server: RekindleServer): Promise<void>;
  /** Posts batch after batch, `clients` at a time, until the server has ended or `stop` is called. */
  run(server: RekindleServer, clients: number): { stop(): Promise<void> };
  /** Sends the batches without an answer again. */
  settle(server: RekindleServer): Promise<void>;
  /** Ids of the events that the server has acknowledged. */
  readonly acknowledged: ReadonlySet<string>;
  /** Ids of the learners of these events. */
  readonly learners: ReadonlySet<string>;
  /** Statuses of the answers that did not acknowledge a batch. */
  readonly refusals: readonly number[];
}

const PRESENTATION = 'AAA-now';
const EVENTS_A_LEARNER = 6;

interface PostedEvent {
  readonly id: string;
  readonly learnerId: string;
}

/**
 * @param now the presentation began 30 days before it
 * @param size the number of events in a batch
 */
export function createTraffic(random: Random, now: number, size = 5 * EVENTS_A_LEARNER): Traffic {
  const acknowledged = new Set<string>();
  const learners = new Set<string>();
  const refusals: number[] = [];
  const unanswered: PostedEvent[][] = [];
  const startsAt = now - 30 * DAY_MS;
  const next: PostedEvent[] = [];
  let number = 0;

  const nextBatch = (): PostedEvent[] => {
    while (next.length < size) next.push(...eventsOf(number++, startsAt, random));
    return next.splice(0, size);
  };

  /** Whether the server has answered. */
  const post = async (server: RekindleServer, batch: PostedEvent[]): Promise<boolean> => {
    const response = await ask<{ outcomes: { status: string; id: string }[] }>(server, 'POST', '/v1/events', {
      events: batch,
    }).catch(() => null);
    if (response === null || response.status !== 200) {
      unanswered.push(batch);
      if (response !== null) refusals.push(response.status);
      return response !== null;
    }
    for (const { status, id } of response.answer.outcomes)
      if (status === 'accepted' || status === 'known') acknowledged.add(id);
    for (const { learnerId } of batch) learners.add(learnerId);
    return true;
  };

  return {
    acknowledged,
    learners,
    refusals,
    async open(server) {
      await ask(server, 'PUT', `/v1/presentations/${PRESENTATION}`, {
        courseId: 'AAA',
        startsOn: dateOf(moment(startsAt)),
        lengthDays: 200,
        assessments: [{ id: 'essay', kind: 'tutor_marked', dueDay: 20, weightPercent: 50 }],
      });
    },
    run(server, clients) {
      let running = true;
      const all = Array.from({ length: clients }, async () => {
        while (running) if (!(await post(server, unanswered.pop() ?? nextBatch()))) return;
      });
      return {
        async stop() {
          running = false;
          await Promise.all(all);
        },
      };
    },
    async settle(server) {
      for (let batch = unanswered.pop(); batch !== undefined; batch = unanswered.pop())
        if (!(await post(server, batch))) throw new Error('The server does not answer');
    },
  };
}

const eventsOf = (learner: number, startsAt: number, random: Random): PostedEvent[] =>
  Array.from({ length: EVENTS_A_LEARNER }, (_, index) => ({
    id: `event-${learner}-${index}`,
    learnerId: `learner-${learner}`,
    presentationId: PRESENTATION,
    verb: index === 0 ? 'registered' : 'interacted',
    objectId: `quiz-${index}`,
    objectType: 'quiz',
    occurredAt: new Date(startsAt + (index + random.uniform()) * 4 * DAY_MS).toISOString(),
  }));
