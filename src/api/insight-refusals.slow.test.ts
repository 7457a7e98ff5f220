import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { apiOver } from '../../test/fixtures/api.ts';
import type { EmbeddedStores } from '../../test/fixtures/embedded-stores.ts';
import { mutated } from '../../test/fixtures/mutated.ts';
import { moment } from '../domain/moment.ts';
import type { Server } from './http.ts';
import { FLAT_EXAMPLE, NESTED_EXAMPLE } from './insight-example.ts';

let server: Server;

beforeAll(async () => {
  ({ server } = await apiOver({} as EmbeddedStores, moment(Date.parse('2025-06-10T12:00:00Z'))));
});
afterAll(() => server.close());

const post = (payload: string, type = 'application/json') =>
  server.inject({
    method: 'POST',
    url: '/analyze-engagement',
    payload,
    headers: { 'content-type': type },
  });

test('the answer names every wrong field, with what was given and what is expected', async () => {
  const { peer_snapshot, profile, activity } = FLAT_EXAMPLE;
  const answer = await post(
    JSON.stringify({
      profile: { ...profile, karma: 'high', projects_added: -1, buddy_count: undefined },
      activity: { ...activity, last_event_attended: '2025-06-11', login_streak: 1.5 },
      peer_snapshot: {
        ...peer_snapshot,
        batch_resume_uploaded_pct: 140,
        batch_event_attendance: { 'tech-talk': -4 },
      },
      colour: 'blue',
    }),
  );
  expect(answer.statusCode).toBe(422);
  expect(answer.headers['content-type']).toMatch(/^application\/problem\+json/);
  const { errors } = answer.json() as { errors: { path: string; given: string; expected: string }[] };
  expect(errors.map(({ path, given }) => [path, given])).toEqual([
    ['body.user_id', 'nothing'],
    ['body.profile.karma', '"high"'],
    ['body.profile.projects_added', '-1'],
    ['body.profile.buddy_count', 'nothing'],
    ['body.activity.login_streak', '1.5'],
    ['body.activity.last_event_attended', '"2025-06-11"'],
    ['body.peer_snapshot.batch_resume_uploaded_pct', '140'],
    ['body.peer_snapshot.batch_event_attendance.tech-talk', '-4'],
  ]);
  expect(errors.map(({ expected }) => expected)).toContain('a percentage from 0 to 100');
  expect(errors.map(({ expected }) => expected)).toContain(
    'a date like 2025-04-29, not later than today, or null',
  );
});

test.each(['2025-02-30', '29.04.2025', 'yesterday', '2025-04-29Tnoon', ''])(
  '%j is no date of an event',
  async (date) => {
    const { activity } = FLAT_EXAMPLE;
    const body = { ...FLAT_EXAMPLE, activity: { ...activity, last_event_attended: date } };
    expect((await post(JSON.stringify(body))).statusCode).toBe(422);
  },
);

test.each(['2025-06-10', '2025-04-29T08:30:00Z', null])('%j is a date of an event', async (date) => {
  const { activity } = FLAT_EXAMPLE;
  const body = { ...FLAT_EXAMPLE, activity: { ...activity, last_event_attended: date } };
  expect((await post(JSON.stringify(body))).statusCode).toBe(200);
});

test('a list of buddies may stand in for their count, and quizzes may be dates', async () => {
  const { buddy_count: _, ...profile } = NESTED_EXAMPLE.user_data.profile;
  const user_data = {
    ...NESTED_EXAMPLE.user_data,
    profile: { ...profile, buddies: ['a', 'b'], quiz_history: ['2025-06-09', 'dsa'] },
  };
  expect((await post(JSON.stringify({ ...NESTED_EXAMPLE, user_data }))).statusCode).toBe(200);
});

test.each([
  ['broken JSON', 400, '{"user_id": ', 'application/json'],
  ['nothing', 400, '', 'application/json'],
  ['more than a megabyte', 413, JSON.stringify({ user_id: 'x'.repeat(1024 * 1024) }), 'application/json'],
  ['XML', 415, '<xml/>', 'application/xml'],
  ['JSON that says it is text', 415, JSON.stringify(FLAT_EXAMPLE), 'text/plain'],
  ['null', 422, 'null', 'application/json'],
  ['a list', 422, '[]', 'application/json'],
  ['a text', 422, '"text"', 'application/json'],
] as const)('%s is answered with %d', async (_, status, payload, type) => {
  const answer = await post(payload, type);
  expect(answer.statusCode).toBe(status);
  expect(answer.headers['content-type']).toMatch(/^application\/problem\+json/);
  expect(answer.json()).toMatchObject({ status });
});

test('whatever becomes of a valid body, it is answered or refused, and nothing fails', async () => {
  const counts = { answered: 0, refused: 0 };
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(FLAT_EXAMPLE, NESTED_EXAMPLE),
      fc.array(
        fc.tuple(
          fc.array(fc.nat(10), { minLength: 1, maxLength: 4 }),
          fc.oneof(
            fc.jsonValue(),
            fc.constantFrom(
              undefined,
              -1,
              0,
              1.5,
              101,
              1e308,
              -0,
              '',
              '2999-01-01',
              '\u0000',
              'ﷺ'.repeat(50),
            ),
            fc.date({ noInvalidDate: true }).map((date) => date.toISOString()),
          ),
        ),
        { minLength: 1, maxLength: 3 },
      ),
      async (valid, changes) => {
        const body = changes.reduce<unknown>((now, [path, value]) => mutated(now, path, value), valid);
        const answer = await post(JSON.stringify(body) ?? '');
        expect([200, 400, 422], answer.body).toContain(answer.statusCode);
        counts[answer.statusCode === 200 ? 'answered' : 'refused'] += 1;
        if (answer.statusCode === 422)
          expect((answer.json() as { errors: unknown[] }).errors.length).toBeGreaterThan(0);
      },
    ),
    { numRuns: 1500 },
  );
  // A fuzz that is always refused at the door would test nothing behind it.
  expect(counts.answered).toBeGreaterThan(30);
  expect(counts.refused).toBeGreaterThan(30);
});
