import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { answerOf, apiOver } from '../../test/fixtures/api.ts';
import { assessment, courseWith, eventsIn } from '../../test/fixtures/course-events.ts';
import { type EmbeddedStores, openEmbeddedStores } from '../../test/fixtures/embedded-stores.ts';
import { putCourse } from '../../test/fixtures/service.ts';
import { twoKindsOfLearners } from '../../test/fixtures/two-kinds-of-learners.ts';
import { runCycle } from '../cycle/cycle.ts';
import { cycleMoment } from '../domain/cycle-moment.ts';
import { toIso } from '../domain/moment.ts';
import type { Server } from './http.ts';

// An answer as of day 14 is asked for on day 14, and again on day 28, when two more weeks have happened.
const course = courseWith('AAA-2014B', {
  lengthDays: 70,
  assessments: [assessment('essay', 12), assessment('report', 16)],
});
const THEN = cycleMoment(course, 14);
const LATER = cycleMoment(course, 28);
const { registered, clicked, submitted, withdrew } = eventsIn(course);

const EVENTS = [
  ...twoKindsOfLearners(course, 5),
  submitted(`${course.id}-1`, 10.5, 'essay', 60),
  submitted(`${course.id}-2`, 15.5, 'report', 80),
  registered('leaves', -3),
  clicked('leaves', 14.2, 5),
  clicked('leaves', 14.5, 500),
  withdrew('leaves', 15),
  registered('comesLate', 14.5),
];

const learners = [...Array.from({ length: 10 }, (_, nth) => `${course.id}-${nth}`), 'leaves'];
const asOf = toIso(THEN);
const PATHS = [
  `/v1/presentations/${course.id}/overview`,
  `/v1/presentations/${course.id}/heatmap`,
  `/v1/presentations/${course.id}/heatmap?rows=learners`,
  `/v1/presentations/${course.id}/attention`,
  `/v1/presentations/${course.id}/trends`,
  `/v1/presentations/${course.id}/decisions?days=366`,
  ...learners.flatMap((learner) => [
    `/v1/enrolments/${course.id}/${learner}`,
    `/v1/enrolments/${course.id}/${learner}/risk`,
    `/v1/enrolments/${course.id}/${learner}/inbox`,
  ]),
].map((path) => `${path}${path.includes('?') ? '&' : '?'}asOf=${asOf}`);

let stores: EmbeddedStores;
const on28th: { server?: Server } = {};
const then: Record<string, unknown> = {};

beforeAll(async () => {
  stores = await openEmbeddedStores();
  await putCourse(
    stores,
    course,
    EVENTS.filter((event) => event.occurredAt < THEN),
  );
  const first = await apiOver(stores, THEN);
  for (const day of [7, 14]) await runCycle(first.context.inService(), course, cycleMoment(course, day));
  for (const path of PATHS) then[path] = await answerOf(first.server, path);
  await first.server.close();

  await putCourse(
    stores,
    course,
    EVENTS.filter((event) => event.occurredAt >= THEN),
  );
  const second = await apiOver(stores, LATER);
  for (const day of [21, 28]) await runCycle(second.context.inService(), course, cycleMoment(course, day));
  await stores.state
    .updateTable('inbox_message')
    .set({ opened_at: new Date(LATER) })
    .execute();
  // Nothing of what was computed then is left.
  await stores.state.deleteFrom('scoring_run').execute();
  on28th.server = second.server;
});
afterAll(async () => {
  await on28th.server?.close();
  await stores.close();
});

/** All texts in `value` that are dates or times, under keys that do not tell of the calendar. */
const momentsIn = (value: unknown): string[] =>
  typeof value === 'string'
    ? /^\d{4}-\d\d-\d\d/.test(value)
      ? [value]
      : []
    : typeof value === 'object' && value !== null
      ? Object.entries(value).flatMap(([key, inner]) =>
          ['dueOn', 'dueAt'].includes(key) ? [] : momentsIn(inner),
        )
      : [];

describe('two weeks later an answer as of then is the same', () => {
  test.each(PATHS)('%s', async (path) => {
    expect(await answerOf(on28th.server as Server, path)).toEqual(then[path]);
  });
});

test('no answer holds a moment after the one asked for', async () => {
  let seen = 0;
  for (const answer of Object.values(then)) {
    for (const at of momentsIn(answer)) expect(at <= asOf || at === asOf.slice(0, 10)).toBe(true);
    seen += momentsIn(answer).length;
  }
  expect(seen).toBeGreaterThan(100);
});

test('two weeks later much has happened', async () => {
  const decisions = await stores.state
    .selectFrom('decision')
    .select('id')
    .where('decided_at', '>', new Date(THEN))
    .execute();
  const messages = await stores.state
    .selectFrom('inbox_message')
    .select('key')
    .where('delivered_at', '>', new Date(THEN))
    .execute();
  expect(decisions).toHaveLength(2 * 11); // the ten and the learner who came late
  expect(messages.length).toBeGreaterThan(0);
  const now = await answerOf<{ asOf: string }>(
    on28th.server as Server,
    `/v1/presentations/${course.id}/overview`,
  );
  expect(now).toMatchObject({ asOf: toIso(LATER), registered: 11, withdrawn: 1 });
});

describe('a server that is a time machine', () => {
  const notice = expect.stringMatching(/nothing live is taken.*--as-of now/);
  const standing: { server?: Server } = {};
  beforeAll(async () => {
    const replaying = { timeMachine: { presentationId: course.id }, service: { replaying: true } };
    ({ server: standing.server } = await apiOver(stores, LATER, replaying));
  });
  afterAll(() => standing.server?.close());
  const send = async (method: 'POST' | 'PUT', url: string, payload: object) => {
    const answer = await (standing.server as Server).inject({ method, url, payload });
    expect(answer.statusCode, answer.body).toBe(200);
    return answer.json();
  };

  test('says so to whoever sends it something of the present', async () => {
    expect(await answerOf(standing.server as Server, '/health')).toMatchObject({ detail: { clock: notice } });
    const calendar = { courseId: 'NEW', startsOn: '2026-01-01', lengthDays: 60 };
    expect(await send('PUT', '/v1/presentations/NEW-1', calendar)).toMatchObject({ id: 'NEW-1', notice });
    const event = {
      id: 'n1',
      learnerId: 'new',
      presentationId: 'NEW-1',
      verb: 'registered',
      occurredAt: '2026-01-01T09:00:00Z',
    };
    expect(await send('POST', '/v1/events', { events: [event] })).toMatchObject({
      refused: 1,
      outcomes: [{ reasons: [{ field: 'occurredAt' }] }],
      notice,
    });
  });

  test('runs its cycles as replays: nobody gets anything', async () => {
    const inbox = () => stores.state.selectFrom('inbox_message').select('key').execute();
    const before = await inbox();
    await stores.state.deleteFrom('outbox').execute();
    await stores.state.deleteFrom('unsent_message').execute();
    await stores.state.deleteFrom('decision').where('decided_at', '=', new Date(LATER)).execute();
    const cycle = await send('POST', `/v1/presentations/${course.id}/cycles`, {});
    expect(cycle).toMatchObject({ queued: 0, delivered: 0 });
    expect(cycle.replayed).toBeGreaterThan(0);
    expect(await inbox()).toEqual(before);
  });
});
