import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { atDay, courseWith, eventsIn } from '../../test/fixtures/course-events.ts';
import { type EmbeddedStores, openEmbeddedStores } from '../../test/fixtures/embedded-stores.ts';
import { plainScorer } from '../../test/fixtures/plain-scorer.ts';
import { serviceOver } from '../../test/fixtures/service.ts';
import type { ActivityEvent } from '../domain/activity-event.ts';
import { toIso } from '../domain/moment.ts';
import type { Presentation } from '../domain/presentation.ts';
import { acceptEvents } from '../ingest/accept-events.ts';
import { appendEvents } from '../ingest/append.ts';
import { sigmoid } from '../stats/sigmoid.ts';
import { putPresentation } from '../store/presentations.ts';
import { byEnrolment } from './risk-rows.ts';
import {
  beginRun,
  ensureScored,
  finishUnlessStale,
  indicatorsBehind,
  probabilitiesAt,
  probabilitiesOf,
  type RiskContext,
  risksAt,
  storedProbabilitiesAt,
} from './score.ts';

let stores: EmbeddedStores;
let courses = 0;
let course: Presentation;
let runs: number;
let context: RiskContext;

beforeAll(async () => {
  stores = await openEmbeddedStores();
});
afterAll(() => stores.close());

/** Two learners in a separate course: one came two days ago, the other never. */
beforeEach(async () => {
  courses += 1;
  course = courseWith(`AAA-${courses}`);
  runs = 0;
  context = serviceOver(stores, { newRunId: () => `${course.id}-${++runs}` });
  await putPresentation(stores.state, course);
  const { registered, clicked } = eventsIn(course);
  await appendEvents(stores.eventLog, [
    registered('active', -5),
    clicked('active', 17.5, 20),
    registered('absent', -5),
  ]);
});

const today = () => atDay(course, 20);
const probabilities = async (at = today()) =>
  Object.fromEntries((await risksAt(context, course, at)).map((risk) => [risk.learnerId, risk.probability]));

/** Posts an event as a learning platform does. */
async function post({ source: _, precision: _known, ...event }: ActivityEvent) {
  const posted = [{ ...event, occurredAt: toIso(event.occurredAt) }];
  const { outcomes } = await acceptEvents(posted, stores, atDay(course, 90));
  expect(outcomes.map(({ status }) => status)).toEqual(['accepted']);
}

// By the plain scorer: -1 + 0.2 for each day of silence (10 days where unknown) - 0.05 for each click of the last 14
// days.
const ABSENT = sigmoid(-1 + 0.2 * 10);
const ACTIVE = sigmoid(-1 + 0.2 * 2 - 0.05 * 20);

describe('a risk', () => {
  test('is the model’s answer, with a band and its reasons, the highest first', async () => {
    const risks = await risksAt(context, course, today());
    expect(byEnrolment(risks).get(`${course.id}/absent`)).toBe(risks[0]);
    expect(risks).toEqual([
      {
        presentationId: course.id,
        learnerId: 'absent',
        asOf: today(),
        probability: ABSENT,
        band: 'high',
        modelId: 'plain',
        reasons: [
          {
            indicator: 'days_since_last_activity',
            sentence: 'Has not opened the course yet (typical: 2 days ago).',
            value: null,
            courseMedian: 2,
            learntMedian: null,
            contribution: 2,
          },
        ],
        favours: [],
      },
      {
        presentationId: course.id,
        learnerId: 'active',
        asOf: today(),
        probability: ACTIVE,
        band: 'low',
        modelId: 'plain',
        reasons: [],
        favours: [
          {
            indicator: 'clicks_last_14d',
            sentence: '20 clicks in the last two weeks (typical: 10).',
            value: 20,
            courseMedian: 10,
            learntMedian: null,
            contribution: -1,
          },
        ],
      },
    ]);
  });
});

describe('scoring', () => {
  test('is done once, and the next process reads the same stored risks', async () => {
    const first = await risksAt(context, course, today());
    expect(await risksAt(context, course, today())).toEqual(first);
    expect(await risksAt(serviceOver(stores, { newRunId: context.newRunId }), course, today())).toEqual(
      first,
    );
    expect(runs).toBe(1);
  });

  test('is done once for all simultaneous callers', async () => {
    const asked = await Promise.all([
      risksAt(context, course, today()),
      risksAt(context, course, today()),
      probabilitiesAt(context, course, [today()]),
      indicatorsBehind(context, course, [today()]),
    ]);
    expect(runs).toBe(1);
    expect(asked[1]).toEqual(asked[0]);
    expect(asked[2].get(today())?.get('absent')).toBe(ABSENT);
    expect(asked[3].rows).toBe(2);
  });

  test('of many moments is one run, and each moment has the same risks as alone', async () => {
    const moments = [18, 19, 20].map((day) => atDay(course, day));
    const all = await probabilitiesAt(context, course, [...moments, ...moments]);
    expect(runs).toBe(1);
    expect([...all.keys()].toSorted()).toEqual(moments);
    for (const at of moments) expect(Object.fromEntries(all.get(at) ?? [])).toEqual(await probabilities(at));
    expect(all.get(moments[0])?.get('active')).toBe(sigmoid(-1 - 0.05 * 20));
  });

  test('computes only the moments that are missing', async () => {
    await ensureScored(context, course, [today()]);
    const week = [15, 20].map((day) => atDay(course, day));
    expect([...(await ensureScored(context, course, week)).runs]).toEqual([
      [week[1], `${course.id}-1`],
      [week[0], `${course.id}-2`],
    ]);
  });

  test('of a course without learners is also completed', async () => {
    const empty = courseWith(`${course.id}-empty`);
    await putPresentation(stores.state, empty);
    expect(await risksAt(context, empty, today())).toEqual([]);
    expect(await risksAt(context, empty, today())).toEqual([]);
    expect(runs).toBe(1);
    expect(await probabilitiesAt(context, empty, [])).toEqual(new Map());
  });

  test('by a different model is stored beside the first', async () => {
    const other = serviceOver(stores, {
      scorer: { ...plainScorer('other'), probability: () => 0.5 },
    });
    await probabilities();
    expect((await risksAt(other, course, today())).map(({ probability }) => probability)).toEqual([0.5, 0.5]);
    expect(await probabilities()).toEqual({ absent: ABSENT, active: ACTIVE });
  });

  test('that fails is repeated for the next caller', async () => {
    const failing = {
      ...context,
      eventLog: { ...stores.eventLog, rowBinary: () => Promise.reject(new Error('away')) },
    };
    const answers = await Promise.allSettled([
      risksAt(failing, course, today()),
      risksAt(context, course, today()),
    ]);
    expect(answers.map(({ status }) => status)).toEqual(['rejected', 'fulfilled']);
    expect(await probabilities()).toEqual({ absent: ABSENT, active: ACTIVE });
  });
});

describe('a new event', () => {
  test('from before the moment changes the risk', async () => {
    await probabilities();
    await post(eventsIn(course).clicked('absent', 19.5, 10));
    expect(await probabilities()).toEqual({ absent: sigmoid(-1 - 0.5), active: ACTIVE });
    expect(runs).toBe(2);
  });

  test('at the moment or later changes nothing', async () => {
    await probabilities();
    await post(eventsIn(course).clicked('absent', 20, 10));
    expect(await probabilities()).toEqual({ absent: ABSENT, active: ACTIVE });
    expect(runs).toBe(1);
  });

  test('that is a withdrawal removes the learner from the list, but only as of later moments', async () => {
    await probabilitiesAt(context, course, [atDay(course, 18), today()]);
    await post(eventsIn(course).withdrew('absent', 19));
    expect(await probabilities()).toEqual({ active: ACTIVE });
    expect(Object.keys(await probabilities(atDay(course, 18)))).toEqual(['absent', 'active']);
  });

  test('that arrives during a scoring is in the next answer, and the present answer is complete', async () => {
    const interrupted: RiskContext = {
      ...context,
      eventLog: {
        ...stores.eventLog,
        async rowBinary(sql, params) {
          const read = await stores.eventLog.rowBinary(sql, params);
          await post(eventsIn(course).clicked('absent', 19.5, 10));
          return read;
        },
      },
    };
    const meanwhile = await risksAt(interrupted, course, today());
    expect(meanwhile.map(({ probability }) => probability)).toEqual([ABSENT, ACTIVE]);
    expect(await probabilities()).toEqual({ absent: sigmoid(-1 - 0.5), active: ACTIVE });
  });
});

describe('a scoring of many learners', () => {
  const MANY = 130;
  beforeEach(async () => {
    const { registered } = eventsIn(course);
    await appendEvents(
      stores.eventLog,
      Array.from({ length: MANY }, (_, nth) => registered(`one-of-many-${nth}`, -5)),
    );
  });

  /** A context like the usual one, but `meanwhile` happens each time after the indicators have been read. */
  const interruptedBy = (meanwhile: (read: number) => Promise<unknown>): RiskContext => {
    let reads = 0;
    return {
      ...context,
      eventLog: {
        ...stores.eventLog,
        async rowBinary(sql, params) {
          const answer = await stores.eventLog.rowBinary(sql, params);
          reads += 1;
          await meanwhile(reads);
          return answer;
        },
      },
    };
  };

  const stale = () =>
    interruptedBy(async (read) => {
      if (read === 1) await post(eventsIn(course).clicked('absent', 19.5, 10));
    });

  test('that an event makes stale ends without a run if nobody waits for its reasons', async () => {
    const interrupted = stale();
    const first = await beginRun(interrupted, course, [today()]);
    expect(probabilitiesOf(first, today()).get('absent')).toBe(ABSENT);
    await finishUnlessStale(interrupted, first);
    expect(await storedProbabilitiesAt(context, course, today())).toBeNull();
    const second = await beginRun(interrupted, course, [today()]);
    expect(probabilitiesOf(second, today()).get('absent')).toBe(sigmoid(-1 - 0.5));
    await finishUnlessStale(interrupted, second);
    expect((await storedProbabilitiesAt(context, course, today()))?.get('absent')).toBe(sigmoid(-1 - 0.5));
    expect((await probabilities()).absent).toBe(sigmoid(-1 - 0.5));
    expect(runs).toBe(2);
  });

  test('that an event makes stale is complete for a caller that waits for it', async () => {
    expect(await risksAt(stale(), course, today())).toHaveLength(MANY + 2);
    expect(runs).toBe(1);
  });
});

test('the indicators behind a risk are cached after its scoring, and read again once they are no longer cached', async () => {
  const reads: string[] = [];
  const counting = {
    ...context,
    eventLog: {
      ...stores.eventLog,
      rowBinary: (sql: string, params?: Record<string, unknown>) => {
        reads.push(sql);
        return stores.eventLog.rowBinary(sql, params);
      },
    },
  };
  await risksAt(counting, course, today());
  const kept = await indicatorsBehind(counting, course, [today()]);
  expect(reads).toHaveLength(1);
  const later = serviceOver(stores, { eventLog: counting.eventLog });
  const read = await indicatorsBehind(later, course, [today()]);
  expect(reads).toHaveLength(2);
  expect([...read.values]).toEqual([...kept.values]);
});
