// Long because its tests write to one course, which takes seconds to put into the stores.
import type { InjectOptions } from 'fastify';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { answerOf, apiOver } from '../../test/fixtures/api.ts';
import { assessment, courseWith, eventsIn } from '../../test/fixtures/course-events.ts';
import { type EmbeddedStores, openEmbeddedStores } from '../../test/fixtures/embedded-stores.ts';
import { putCourse } from '../../test/fixtures/service.ts';
import { moment } from '../domain/moment.ts';
import type { RiskChanged } from '../live/risk-feed.ts';
import type { EnrolmentView } from '../read/enrolment-view.ts';
import type { Overview } from '../read/overview-view.ts';
import type { RiskView } from '../read/risk-view.ts';
import type { ApiContext } from './context.ts';
import type { Server } from './http.ts';

// The clock stands at half past eight of day 28; what is asked without a moment is asked as of the end of the hour.
const NOW = moment(Date.parse('2014-03-03T08:30:00Z'));
const END_OF_HOUR = '2014-03-03T09:00:00.000Z';
const course = courseWith('AAA-2014B');
const { registered, clicked } = eventsIn(course);
const base = `/v1/presentations/${course.id}`;

let stores: EmbeddedStores;
let server: Server;
let context: ApiContext;
let url: string;

beforeAll(async () => {
  stores = await openEmbeddedStores();
  await putCourse(stores, course, [
    ...['ada', 'bob', 'eve', 'kim'].map((learner) => registered(learner, -5)),
    clicked('ada', 15.5, 4),
    clicked('bob', 27.5, 4),
  ]);
  ({ server, context } = await apiOver(stores, NOW));
  url = await server.listen({ port: 0 });
});
afterAll(async () => {
  await server.close();
  await stores.close();
});

const get = <T>(path: string) => answerOf<T>(server, path);

async function send<T>(method: 'POST' | 'PUT', path: string, payload?: object): Promise<T> {
  const answer = await server.inject({ method, url: path, ...(payload === undefined ? {} : { payload }) });
  expect(answer.statusCode, answer.body).toBe(200);
  return answer.json() as T;
}

const click = (id: string, learner: string, changes: object = {}) => ({
  id,
  learnerId: learner,
  presentationId: course.id,
  verb: 'interacted',
  objectId: 'week-4',
  objectType: 'page',
  occurredAt: '2014-03-03T08:29:00Z',
  interactions: 5,
  ...changes,
});

describe('POST /v1/events', () => {
  test('answers each event, and what is new shows in the next answer', async () => {
    const before = await get<RiskView>(`/v1/enrolments/${course.id}/ada/risk`);
    expect(before.asOf).toBe(END_OF_HOUR);
    const answer = await send('POST', '/v1/events', {
      events: [click('c-1', 'ada'), click('c-1', 'ada'), click('c-2', 'ada', { verb: 'slept' })],
    });
    expect(answer).toMatchObject({
      accepted: 1,
      known: 1,
      refused: 1,
      outcomes: [
        { status: 'accepted', id: 'c-1' },
        { status: 'known', id: 'c-1' },
        { status: 'refused', id: 'c-2', reasons: [{ field: 'verb' }] },
      ],
    });
    const after = await get<RiskView>(`/v1/enrolments/${course.id}/ada/risk`);
    expect(after.probability).toBeLessThan(before.probability);
    expect(
      (await get<EnrolmentView>(`/v1/enrolments/${course.id}/ada`)).activity.map(({ day }) => day),
    ).toEqual([15, 28]);
  });

  test('tells open pages whose risk has changed', async () => {
    const page = await openPage(course.id);
    const other = await openPage('BBB-2014B');
    const ofBoth = await openPage(course.id, 'BBB-2014B');
    await send('POST', '/v1/events', { events: [click('c-3', 'bob', { interactions: 40 })] });
    const changed = await page.nextRisk();
    expect(changed).toMatchObject({ presentationId: course.id, asOf: END_OF_HOUR });
    expect(await ofBoth.nextRisk()).toEqual(changed);
    const bob = changed.changes.find(({ learnerId }) => learnerId === 'bob');
    expect(bob?.probability).toBe((await get<RiskView>(`/v1/enrolments/${course.id}/bob/risk`)).probability);
    // Nothing of bob's changes the risk of the others.
    await send('POST', '/v1/events', { events: [click('c-4', 'eve')] });
    expect((await page.nextRisk()).changes.map(({ learnerId }) => learnerId)).toEqual(['eve']);
    expect(other.received()).not.toContain('event: risk');
    await Promise.all([page.close(), other.close(), ofBoth.close()]);
  });
});

/** An open page: reads the stream of presentations. */
async function openPage(...presentationIds: string[]) {
  const stop = new AbortController();
  const answer = await fetch(
    `${url}/v1/stream?${new URLSearchParams(presentationIds.map((id) => ['presentationId', id]))}`,
    {
      signal: stop.signal,
    },
  );
  expect(answer.headers.get('content-type')).toBe('text/event-stream');
  const reader = (answer.body as ReadableStream<Uint8Array>).getReader();
  const decoder = new TextDecoder();
  let text = '';
  let all = '';
  return {
    received: () => all,
    async nextRisk(): Promise<RiskChanged> {
      for (;;) {
        const found = /event: risk\ndata: (.*)\n\n/.exec(text);
        if (found !== null) {
          text = text.slice(found.index + found[0].length);
          return JSON.parse(found[1] as string) as RiskChanged;
        }
        const { value, done } = await reader.read();
        if (done) throw new Error(`the stream ended: ${all}`);
        const read = decoder.decode(value, { stream: true });
        text += read;
        all += read;
      }
    },
    async close() {
      stop.abort();
      await reader.cancel().catch(() => {});
    },
  };
}

describe('PUT /v1/presentations/:presentationId', () => {
  const calendar = {
    courseId: 'AAA',
    startsOn: '2014-02-03',
    lengthDays: 100,
    assessments: [{ id: 'essay', kind: 'tutor_marked', dueDay: 20, weightPercent: 50 }],
  };

  test('makes a presentation known, so that events can be posted', async () => {
    const put = await send('PUT', '/v1/presentations/NEW-2014B', calendar);
    expect(put).toMatchObject({
      id: 'NEW-2014B',
      endsOn: '2014-05-13',
      enrolments: 0,
      assessments: [{ id: 'essay' }],
    });
    const { accepted } = await send<{ accepted: number }>('POST', '/v1/events', {
      events: [click('n-1', 'ada', { presentationId: 'NEW-2014B', verb: 'registered' })],
    });
    expect(accepted).toBe(1);
    expect(await get('/v1/presentations/NEW-2014B/overview')).toMatchObject({ registered: 1 });
  });

  test('takes a title, a time zone and deadlines that are moments; hand-ins are judged by them', async () => {
    const id = 'NEW-YORK-2014B';
    const put = await send('PUT', `/v1/presentations/${id}`, {
      courseId: 'NEW',
      title: 'Introduction to Biology',
      startsOn: '2014-02-10',
      lengthDays: 90,
      timeZone: 'america/new_york',
      assessments: [
        assessment('evening', 10),
        { id: 'noon', kind: 'tutor_marked', dueAt: '2014-02-20T12:00:00-05:00', weightPercent: 10 },
      ],
    });
    expect(put).toMatchObject({
      title: 'Introduction to Biology',
      startsOn: '2014-02-10',
      endsOn: '2014-05-10',
      timeZone: 'America/New_York',
      assessments: [
        { id: 'evening', dueDay: 10, dueOn: '2014-02-20', dueAt: '2014-02-21T05:00:00.000Z' },
        { id: 'noon', dueDay: 10, dueOn: '2014-02-20', dueAt: '2014-02-20T17:00:00.000Z' },
      ],
    });
    const fact = (verb: string, objectId: string, occurredAt: string) =>
      click(`${id}:${verb}:${objectId}`, 'ada', {
        presentationId: id,
        verb,
        objectId,
        occurredAt,
        interactions: 1,
      });
    await send('POST', '/v1/events', {
      events: [
        fact('registered', '', '2014-02-09T23:00:00-05:00'),
        fact('submitted', 'evening', '2014-02-20T22:00:00-05:00'),
        fact('submitted', 'noon', '2014-02-20T22:00:00-05:00'),
      ],
    });
    const { registeredOn, assessments } = await get<EnrolmentView>(`/v1/enrolments/${id}/ada`);
    expect(registeredOn).toBe('2014-02-09');
    expect(assessments).toMatchObject([
      { id: 'noon', status: 'late', submittedOn: '2014-02-20' },
      { id: 'evening', status: 'submitted', submittedOn: '2014-02-20' },
    ]);
    const { asOf, day } = await get<Overview>(`/v1/presentations/${id}/overview?asOf=2014-02-20`);
    expect({ asOf, day }).toEqual({ asOf: '2014-02-20T14:00:00.000Z', day: 10 });
  });

  test('changes the calendar, and with it the risks', async () => {
    const before = await get<RiskView>(`/v1/enrolments/${course.id}/eve/risk`);
    await send('PUT', base, calendar);
    const after = await get<RiskView>(`/v1/enrolments/${course.id}/eve/risk`);
    // The essay of day 20 is missed now.
    expect(after.probability).toBeGreaterThan(before.probability);
    await send('PUT', base, { ...calendar, assessments: [assessment('essay', 40)] });
    expect(await get(`/v1/enrolments/${course.id}/eve/risk`)).toEqual(before);
  });
});

describe('a cycle and what follows from it', () => {
  test('is run once, however often it is asked for', async () => {
    await send('PUT', '/v1/learners/bob/preferences', { timeZone: 'Europe/London', optedOut: true });
    const first = await send(`POST`, `${base}/cycles`);
    expect(first).toMatchObject({ presentationId: course.id, at: END_OF_HOUR, decisions: 4, failed: 0 });
    expect(first).toHaveProperty('queued', (first as { delivered: number }).delivered);
    expect(await send('POST', `${base}/cycles`)).toMatchObject({ decisions: 4, queued: 0, delivered: 0 });
    expect(await get(`${base}/decisions`)).toMatchObject({ decisions: [{}, {}, {}, {}] });
  });

  test('a message is opened once, and that becomes a fact', async () => {
    const inbox = async () =>
      (await get<{ messages: EnrolmentView['inbox'] }>(`/v1/enrolments/${course.id}/kim/inbox`)).messages;
    const [message] = await inbox();
    expect(message.openedAt).toBeNull();
    const opened = await send('POST', '/v1/inbox/opened', { key: message.key });
    expect(opened).toMatchObject({ key: message.key, openedAt: new Date(NOW).toISOString() });
    // An hour later it is still the first time that counts.
    const later = await apiOver(stores, moment(NOW + 3_600_000));
    const again = await later.server.inject({
      method: 'POST',
      url: '/v1/inbox/opened',
      payload: { key: message.key },
    });
    expect(again.json()).toEqual(opened);
    await later.server.close();
    expect((await inbox())[0].openedAt).toBe(new Date(NOW).toISOString());
    const facts = await stores.eventLog.rows(
      `select event_id from activity_event final where verb = 'nudge_opened' and learner_id = 'kim'`,
    );
    expect(facts).toEqual([{ event_id: `nudge_opened:${message.key}` }]);
  });

  test('a learner who opted out is not nudged', async () => {
    const { messages } = await get<{ messages: unknown[] }>(`/v1/enrolments/${course.id}/bob/inbox`);
    expect(messages).toEqual([]);
    const rows = await stores.state.selectFrom('learner').selectAll().where('id', '=', 'bob').execute();
    expect(rows).toEqual([{ id: 'bob', time_zone: 'Europe/London', opted_out: true }]);
  });
});

test('/health, /version, /docs and /metrics answer', async () => {
  expect(await get('/health')).toEqual({
    status: 'ok',
    detail: { state: 'ok', eventLog: 'ok', model: 'plain', nudgeModels: 'ok', clock: 'real' },
  });
  expect(await get('/version')).toEqual({ version: expect.stringMatching(/^\d+\.\d+\.\d+/) });
  expect((await server.inject('/docs')).statusCode).toBe(200);
  const metrics = await server.inject('/metrics');
  expect(metrics.headers['content-type']).toMatch(/^text\/plain; version=0\.0\.4/);
  // Prometheus' text format: a comment, or a name with labels and a number.
  // https://prometheus.io/docs/instrumenting/exposition_formats/#text-based-format
  for (const line of metrics.body.trimEnd().split('\n'))
    expect(line).toMatch(
      /^(# (HELP|TYPE) .*|[a-zA-Z_:][\w:]*(\{.*\})? -?[\d.e+-]+(e[+-]\d+)?|.* (Nan|\+Inf)|)$/,
    );
  expect(metrics.body).toContain(
    'rekindle_http_request_duration_seconds_count{method="POST",route="/v1/events",status="200"}',
  );
});

test('/health says which store fails', async () => {
  const broken = await apiOver(stores, NOW, {
    eventLog: { ...context.eventLog, rows: () => Promise.reject(new Error('no disk')) },
  });
  const answer = await broken.server.inject('/health');
  expect(answer.statusCode).toBe(503);
  expect(answer.json()).toMatchObject({ status: 'failing', detail: { state: 'ok', eventLog: 'no disk' } });
  await broken.server.close();
});

describe('what cannot be answered is a problem', () => {
  const json = { 'content-type': 'application/json' };
  const post = { method: 'POST', url: '/v1/events' } as const;
  const preferences = { method: 'PUT', url: '/v1/learners/ada/preferences' } as const;

  test.each([
    ['no such presentation', { url: '/v1/presentations/ZZZ/overview' }, 404, 'There is no presentation ZZZ.'],
    [
      'no such learner',
      { url: `/v1/enrolments/${course.id}/zoe/risk` },
      404,
      'zoe is not registered in AAA-2014B',
    ],
    ['no such enrolment', { url: `/v1/enrolments/${course.id}/zoe` }, 404, 'zoe is not registered'],
    [
      'no such message',
      { method: 'POST', url: '/v1/inbox/opened', payload: { key: 'x' } },
      404,
      'no message x',
    ],
    ['no such cycle', { method: 'POST', url: '/v1/presentations/ZZZ/cycles' }, 404, 'no presentation ZZZ'],
    ['no such route', { url: '/v1/nothing' }, 404, 'There is no /v1/nothing.'],
    ['a URL that is none', { url: '/v1/presentations/%zz/overview' }, 400, '%zz'],
    ['an endless name', { url: `/v1/presentations/${'x'.repeat(101)}/overview` }, 414, 'max param length'],
    ['no such method', { method: 'DELETE', url: '/v1/events' }, 404, 'There is no /v1/events.'],
    ['a body that is no JSON', { ...post, headers: json, payload: '{"events": [' }, 400, 'JSON'],
    ['an empty body', { ...post, headers: json, payload: '' }, 400, 'empty'],
    [
      'a body that is no text of ours',
      { ...post, headers: { 'content-type': 'text/csv' }, payload: 'a,b' },
      415,
      'application/json',
    ],
    ['too much for events', { ...post, payload: { events: ['x'.repeat(17_000_000)] } }, 413, 'too large'],
    [
      'too much for the rest',
      { ...preferences, payload: { timeZone: 'x'.repeat(1_100_000) } },
      413,
      'too large',
    ],
  ] as const)('%s: %o', async (_, request, status, detail) => {
    const answer = await server.inject(request as InjectOptions);
    expect(answer.statusCode, answer.body).toBe(status);
    expect(answer.headers['content-type']).toBe('application/problem+json; charset=utf-8');
    expect(answer.json()).toMatchObject({
      type: 'about:blank',
      status,
      detail: expect.stringContaining(detail),
    });
  });

  test.each([
    ['no events', { ...post, payload: { events: [] } }, ['body.events']],
    ['too many events', { ...post, payload: { events: Array(10_001).fill(1) } }, ['body.events']],
    ['no batch', { ...post, payload: [] }, ['body']],
    ['no day', { url: `${base}/overview?asOf=2014-02-30` }, ['querystring.asOf']],
    ['another millennium', { url: `${base}/overview?asOf=0001-01-01` }, ['querystring.asOf']],
    ['the far future', { url: `${base}/heatmap?asOf=9999-01-01T00:00:00Z` }, ['querystring.asOf']],
    ['an unknown band', { url: `${base}/attention?band=high,purple` }, ['querystring.band.1']],
    [
      'several wrong fields',
      { url: `${base}/attention?limit=0&sort=age` },
      ['querystring.sort', 'querystring.limit'],
    ],
    ['an empty presentation to watch', { url: '/v1/stream?presentationId=' }, ['querystring.presentationId']],
    [
      'no time zone',
      { ...preferences, payload: { timeZone: 'Mars/Base', optedOut: 1 } },
      ['body.timeZone', 'body.optedOut'],
    ],
    [
      'fields that nobody reads',
      { ...preferences, payload: { timeZone: 'UTC', optedOut: false, timezone: 'UTC', locale: 'en' } },
      ['body.timezone', 'body.locale'],
    ],
    [
      'an assessment with two deadlines and one with a field that nobody reads',
      {
        method: 'PUT',
        url: base,
        payload: {
          courseId: 'A',
          startsOn: '2014-01-01',
          lengthDays: 9,
          timeZone: '+05:30',
          assessments: [
            { ...assessment('noon', 3), dueAt: '2014-01-04T12:00:00+01:00' },
            { ...assessment('evening', 3), deadline: '2014-01-04' },
          ],
        },
      },
      ['body.timeZone', 'body.assessments.0.dueAt', 'body.assessments.1.deadline'],
    ],
    [
      'an assessment that is there twice, and one after the end of the course',
      {
        method: 'PUT',
        url: base,
        payload: {
          courseId: 'A',
          startsOn: '2014-01-01',
          lengthDays: 9,
          assessments: [assessment('essay', 3), assessment('essay', 9), assessment('late', 10)],
        },
      },
      ['body.assessments.1.id', 'body.assessments.2.dueDay'],
    ],
    [
      'weights of three courses',
      {
        method: 'PUT',
        url: base,
        payload: {
          courseId: 'A',
          startsOn: '2014-01-01',
          lengthDays: 9,
          assessments: ['a', 'b', 'c'].map((id) => ({ ...assessment(id, 3), weightPercent: 100 })),
        },
      },
      ['body.assessments'],
    ],
    [
      'a calendar without a length',
      { method: 'PUT', url: base, payload: { courseId: 'A', startsOn: '2014-01-01' } },
      ['body.lengthDays'],
    ],
    [
      'an id that no event can carry',
      {
        method: 'PUT',
        url: '/v1/presentations/Spring%20term',
        payload: { courseId: 'A', startsOn: '2014-01-01', lengthDays: 9 },
      },
      ['params.presentationId'],
    ],
  ] as const)('%s names each wrong field', async (_, request, paths) => {
    const answer = await server.inject(request as InjectOptions);
    expect(answer.statusCode, answer.body).toBe(422);
    const { errors, detail } = answer.json() as {
      errors: { path: string; problem: string }[];
      detail: string;
    };
    expect(errors.map(({ path }) => path)).toEqual(paths);
    for (const { problem } of errors) expect(problem).toMatch(/\S/);
    expect(detail).toBe('The request has wrong fields.');
  });

  test('a failure of ours tells nothing of its inside', async () => {
    const broken = await apiOver(stores, NOW, {
      eventLog: { ...context.eventLog, rows: () => Promise.reject(new Error('secret path')) },
    });
    const answer = await broken.server.inject('/v1/presentations');
    expect(answer.statusCode).toBe(500);
    expect(answer.json()).toEqual({
      type: 'about:blank',
      title: 'Internal Server Error',
      status: 500,
      detail: 'Something failed on the server; its log says what.',
    });
    await broken.server.close();
  });
});
