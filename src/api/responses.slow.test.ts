import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { answerOf, apiOver } from '../../test/fixtures/api.ts';
import { atDay, courseWith, eventsIn } from '../../test/fixtures/course-events.ts';
import { type EmbeddedStores, openEmbeddedStores } from '../../test/fixtures/embedded-stores.ts';
import { putCourse } from '../../test/fixtures/service.ts';
import type { EnrolmentView } from '../read/enrolment-view.ts';
import type { Overview } from '../read/overview-view.ts';
import type {
  ResponsePhases,
  ResponseSessions,
  ResponseStruggles,
  ResponseTrend,
} from '../read/responses-view.ts';
import type { Trends } from '../read/trends-view.ts';
import type { Server } from './http.ts';

const course = courseWith('AAA-2014B');
const other = courseWith('CCC-2014B');
const { registered, spoke } = eventsIn(course);

interface Said {
  readonly phase?: string;
  readonly place?: number;
  readonly milestone?: string;
  readonly session?: string;
  readonly engagement?: number;
  readonly emotion?: number;
  readonly quality?: string;
}

/** A response of `learner`, its scores as the stage `score` tells them. */
const said = (learner: string, day: number, accuracy: number, about: Said = {}) =>
  spoke(learner, day, {
    scorePercent: accuracy,
    attributes: Object.fromEntries(
      Object.entries({
        phase: about.phase ?? 'P1',
        phase_place: about.place ?? 0,
        milestone: about.milestone ?? 'm1',
        session_id: about.session ?? 's1',
        engagement_score: about.engagement,
        engagement_state: about.engagement === undefined ? undefined : 'neutral',
        pronunciation: 'good',
        audio_quality: about.quality ?? 'good',
        emotional_score: about.emotion,
        dominant_emotion: about.emotion === undefined ? undefined : 'calmness',
        emotion_confidence: about.emotion === undefined ? undefined : 0.4,
      }).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]])),
    ),
  });

const MINUTE = 1 / 1440;
const P2 = { phase: 'P2', place: 1 };

// Learning goes P1, S1, P2 in this course, which is not the order of the alphabet.
const events = [
  ...['ada', 'bob', 'cy', 'dan'].map((learner) => registered(learner, -3)),
  // Two responses of Ada count as much as one of Bob: 70 and 90.
  said('ada', 1, 60, { engagement: 40, emotion: 50 }),
  said('ada', 1 + 4 * MINUTE, 80, { engagement: 60, emotion: 70 }),
  said('bob', 1, 90, { engagement: 70 }),
  said('cy', 1, 80),
  said('ada', 1 + 10 * MINUTE, 95, { phase: 'S1', place: 1 }),
  said('ada', 1 + 12 * MINUTE, 0, { phase: 'S1', place: 1, quality: 'blank' }),
  // A week later all find P2 hard; Dan alone finds m2 hard.
  ...['ada', 'bob', 'cy'].map((learner, nth) => said(learner, 8, 20 + nth, { ...P2, place: 2 })),
  said('dan', 8, 10, { ...P2, place: 2, milestone: 'm2', session: 's2' }),
  said('dan', 9, 1, { quality: 'distorted' }),
];

let stores: EmbeddedStores;
let server: Server;

beforeAll(async () => {
  stores = await openEmbeddedStores();
  await putCourse(stores, course, events);
  const elsewhere = eventsIn(other);
  await putCourse(stores, other, [
    elsewhere.registered('eve', 0),
    elsewhere.spoke('eve', 1, { scorePercent: 50, attributes: { phase: 'P1', phase_place: '0' } }),
    elsewhere.spoke('eve', 2, { scorePercent: 50 }),
    elsewhere.clicked('eve', 2, 9),
  ]);
  ({ server } = await apiOver(stores, atDay(course, 20)));
});
afterAll(async () => {
  await server.close();
  await stores.close();
});

const ask = <T>(what: string, query: Record<string, string> = {}) =>
  answerOf<T>(server, `/v1/responses/${what}?${new URLSearchParams(query)}`);
const inCourse = { presentationId: course.id };

describe('GET /v1/responses/phases', () => {
  test('tells each phase of a cohort in the order of learning, each learner counting once', async () => {
    const { unit, phases } = await ask<ResponsePhases>('phases', inCourse);
    expect(unit).toBe('learner');
    expect(phases.map(({ phase }) => phase)).toEqual(['P1', 'S1', 'P2']);
    const [first, show] = phases;
    // Ada 70, Bob 90, Cy 80: mean 80, deviation 10; 4.303 x 10 / sqrt(3) = 24.8
    expect(first).toMatchObject({ responses: 4, learners: 4, excluded: { blank: 0, distorted: 1 } });
    expect(first?.accuracy).toEqual({
      mean: 80,
      low: expect.closeTo(55.2, 1),
      high: 100,
      n: 3,
    });
    expect(first?.engagement).toMatchObject({ mean: 60, n: 2 });
    expect(first).toMatchObject({ engagementStates: { neutral: 3 }, pronunciations: { good: 4 } });
    expect(show).toMatchObject({
      responses: 1,
      excluded: { blank: 1, distorted: 0 },
      accuracy: { mean: 95, low: null, high: null, n: 1 },
      engagement: null,
    });
  });

  test('tells an emotion where there is one, with its confidence, and composes it with accuracy', async () => {
    const { phases } = await ask<ResponsePhases>('phases', { ...inCourse, learnerId: 'ada' });
    // 0.6 x 60 + 0.4 x 70
    expect(phases[0]).toMatchObject({
      emotion: { mean: 60, n: 2 },
      composite: { mean: 64, n: 2 },
      emotions: { calmness: 2 },
      emotionConfidence: 0.4,
    });
    const { phases: ofBob } = await ask<ResponsePhases>('phases', { ...inCourse, learnerId: 'bob' });
    expect(ofBob[0]).toMatchObject({ emotion: null, composite: null, emotions: {}, emotionConfidence: null });
  });

  test('counts each response of one learner, and what is left out', async () => {
    const { unit, counts, phases } = await ask<ResponsePhases>('phases', { ...inCourse, learnerId: 'ada' });
    expect(unit).toBe('response');
    expect(phases[0]?.accuracy).toMatchObject({ mean: 70, n: 2 });
    expect(counts).toEqual({
      responses: 5,
      learners: 1,
      sessions: 1,
      blank: 1,
      distorted: 0,
      unanalysed: 0,
      withoutPhase: 0,
      withEmotion: 2,
    });
  });

  test('of all presentations, of a past moment, and of nobody', async () => {
    const all = await ask<ResponsePhases>('phases');
    expect(all).toMatchObject({ presentationId: null, learnerId: null });
    expect(all.counts).toMatchObject({ responses: 13, learners: 5, unanalysed: 2, withoutPhase: 1 });
    const early = await ask<ResponsePhases>('phases', { ...inCourse, asOf: '2014-02-08' });
    expect(early.phases.map(({ phase }) => phase)).toEqual(['P1', 'S1']);
    const nobody = await ask<ResponsePhases>('phases', { ...inCourse, learnerId: 'nobody' });
    expect(nobody.phases).toEqual([]);
    expect(nobody.counts.responses).toBe(0);
  });
});

describe('GET /v1/responses/struggles', () => {
  test('ranks first what is clearly low, then by the mean', async () => {
    const { by, overall, places } = await ask<ResponseStruggles>('struggles', inCourse);
    expect(by).toBe('accuracy');
    // By learner over all that counts: Ada (60+80+95+20)/4 = 63.75, Bob 55.5, Cy 51, Dan 10.
    expect(overall).toMatchObject({ mean: expect.closeTo((63.75 + 55.5 + 51 + 10) / 4, 9), n: 4 });
    expect(places.map(({ milestone, phase, isBelowOverall }) => [milestone, phase, isBelowOverall])).toEqual([
      ['m1', 'P2', true], // 21, n 3: 18.5 to 23.5
      ['m2', 'P2', false], // 10, but of one learner
      ['m1', 'P1', false],
      ['m1', 'S1', false],
    ]);
  });

  test('ranks by another score those places that have it', async () => {
    const { places } = await ask<ResponseStruggles>('struggles', { ...inCourse, by: 'engagement' });
    expect(places).toMatchObject([{ phase: 'P1', mean: 60, n: 2 }]);
  });
});

test('GET /v1/responses/trend goes by weeks from Monday to Monday', async () => {
  const { weeks } = await ask<ResponseTrend>('trend', inCourse);
  expect(weeks.map(({ weekStart, responses, learners }) => [weekStart, responses, learners])).toEqual([
    ['2014-02-03', 5, 3],
    ['2014-02-10', 4, 4],
  ]);
  expect(weeks[1]?.accuracy).toMatchObject({ mean: (20 + 21 + 22 + 10) / 4, n: 4 });
});

test('GET /v1/responses/sessions has each phase of each session, newest first', async () => {
  const { total, phases } = await ask<ResponseSessions>('sessions', { ...inCourse, learnerId: 'ada' });
  expect(total).toBe(3);
  expect(phases.map(({ phase }) => phase)).toEqual(['P2', 'S1', 'P1']);
  expect(phases[2]).toMatchObject({
    learnerId: 'ada',
    sessionId: 's1',
    milestone: 'm1',
    startedAt: '2014-02-04T00:00:00.000Z',
    durationMinutes: 4,
    gapMinutes: 6,
    responses: 2,
    meanAccuracy: 70,
    composite: 64,
    engagementState: 'neutral',
    pronunciation: 'good',
    dominantEmotion: 'calmness',
  });
  const one = await ask<ResponseSessions>('sessions', { learnerId: 'ada', limit: '1' });
  expect(one.phases).toHaveLength(1);
  expect(one.total).toBeGreaterThan(1);
});

test('to speak is to be active, and no click', async () => {
  const { series } = await answerOf<Trends>(server, `/v1/presentations/${course.id}/trends`);
  expect(series[0]?.weeks).toMatchObject([
    { week: 1, registered: 4, activeShare: 0.75, meanInteractions: 0 },
    { week: 2, registered: 4, activeShare: 1, meanInteractions: 0 },
  ]);
  const path = `/v1/presentations/${course.id}/overview?asOf=2014-02-12`;
  expect(await answerOf<Overview>(server, path)).toMatchObject({ activeLast7Days: 4 });
  const { activity } = await answerOf<EnrolmentView>(server, `/v1/enrolments/${course.id}/ada`);
  expect(activity[0]).toMatchObject({ day: 1, byType: { spoken_response: 4 } });
});

test('scores that are posted anew take the place of the earlier ones at once', async () => {
  const [before] = (await ask<ResponsePhases>('phases', { ...inCourse, learnerId: 'bob' })).phases;
  expect(before?.accuracy?.mean).toBe(90);
  const [told] = events.filter(({ learnerId, verb }) => learnerId === 'bob' && verb === 'response_scored');
  const { precision: _, source: __, ...scored } = { ...told, scorePercent: 40 };
  const posted = await server.inject({
    method: 'POST',
    url: '/v1/events',
    payload: { events: [{ ...scored, occurredAt: new Date(told?.occurredAt ?? 0).toISOString() }] },
  });
  expect(posted.json()).toMatchObject({ accepted: 1 });
  const [after] = (await ask<ResponsePhases>('phases', { ...inCourse, learnerId: 'bob' })).phases;
  expect(after).toMatchObject({ responses: 1, accuracy: { mean: 40 } });
});

test('tells what is wrong with a request', async () => {
  const nowhere = await server.inject({ url: '/v1/responses/phases?presentationId=ZZZ-2014B' });
  expect(nowhere.statusCode).toBe(404);
  expect(nowhere.json().detail).toContain('ZZZ-2014B');
  const wrong = await server.inject({ url: '/v1/responses/struggles?by=mood' });
  expect(wrong.statusCode).toBe(422);
  expect(wrong.json().errors[0].path).toBe('querystring.by');
  const nobody = await server.inject({ url: '/v1/responses/sessions' });
  expect(nobody.json().errors[0].path).toBe('querystring.learnerId');
});
