// Long because its tests read one course, which takes seconds to put into the stores.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { answerOf, apiOver } from '../../test/fixtures/api.ts';
import { assessment, courseWith, eventsIn } from '../../test/fixtures/course-events.ts';
import { type EmbeddedStores, openEmbeddedStores } from '../../test/fixtures/embedded-stores.ts';
import { plainScorer } from '../../test/fixtures/plain-scorer.ts';
import { putCourse } from '../../test/fixtures/service.ts';
import { twoKindsOfLearners } from '../../test/fixtures/two-kinds-of-learners.ts';
import { runCycle } from '../cycle/cycle.ts';
import { cycleMoment } from '../domain/cycle-moment.ts';
import type { CalendarDate } from '../domain/moment.ts';
import type { Attention } from '../read/attention-view.ts';
import type { EnrolmentView } from '../read/enrolment-view.ts';
import type { Heatmap } from '../read/heatmap-view.ts';
import type { Overview } from '../read/overview-view.ts';
import type { RiskView } from '../read/risk-view.ts';
import type { Trends } from '../read/trends-view.ts';
import type { Server } from './http.ts';

// Learners 0 to 14 pass and 15 to 29 drop out. All of the first but 0, and 15, come every week; the others are last
// seen between day 15 and day 19. Today is day 28, 3 March 2014.
const course = courseWith('AAA-2014B', {
  lengthDays: 70,
  assessments: [
    assessment('essay', 20, 40),
    assessment('report', 33, 60),
    { ...assessment('exam', 65), kind: 'exam' },
  ],
});
const before = courseWith('AAA-2013J', { lengthDays: 70, startsOn: '2013-10-07' as CalendarDate });
const { registered, clicked, submitted, withdrew } = eventsIn(course);
const TODAY = '2014-03-03T09:00:00.000Z';
const learner = (nth: number) => `${course.id}-${nth}`;
const base = `/v1/presentations/${course.id}`;

let stores: EmbeddedStores;
let server: Server;
const get = <T>(url: string) => answerOf<T>(server, url);

beforeAll(async () => {
  stores = await openEmbeddedStores();
  await putCourse(stores, before, twoKindsOfLearners(before, 3));
  await putCourse(stores, course, [
    ...twoKindsOfLearners(course),
    submitted(learner(1), 18.5, 'essay'),
    submitted(learner(1), 19.5, 'essay', 72),
    submitted(learner(2), 22.5, 'essay', 55),
    submitted(learner(3), 27.5, 'report', 90),
    registered('back', -3),
    withdrew('back', 10),
    registered('back', 20),
    clicked('back', 24.5, 9),
    registered('gone', -3),
    clicked('gone', 24.5, 9),
    withdrew('gone', 26),
  ]);
  const api = await apiOver(stores, cycleMoment(course, 28), { timeMachine: { presentationId: course.id } });
  server = api.server;
  for (const day of [21, 28]) await runCycle(api.context.inService(), course, cycleMoment(course, day));
});
afterAll(async () => {
  await server.close();
  await stores.close();
});

test('the clock stands on the chosen day', async () => {
  expect(await get('/v1/clock')).toEqual({
    now: TODAY,
    timeMachine: { presentationId: course.id },
    notice: expect.stringMatching(/nothing live is taken.*--as-of now/),
  });
});

test('presentations come with their calendar in dates, oldest first', async () => {
  const { presentations } = await get<{ presentations: Record<string, unknown>[] }>('/v1/presentations');
  expect(presentations.map(({ id, enrolments }) => [id, enrolments])).toEqual([
    ['AAA-2013J', 6],
    ['AAA-2014B', 32],
  ]);
  expect(presentations[1]).toMatchObject({
    courseId: 'AAA',
    startsOn: '2014-02-03',
    endsOn: '2014-04-13',
    assessments: [
      { id: 'essay', dueDay: 20, dueOn: '2014-02-23', weightPercent: 40 },
      { id: 'report', dueOn: '2014-03-08' },
      { id: 'exam', kind: 'exam' },
    ],
  });
});

describe('the overview', () => {
  test('counts those who are registered today', async () => {
    const overview = await get<Overview>(`${base}/overview`);
    expect(overview).toMatchObject({
      asOf: TODAY,
      day: 28,
      lengthDays: 70,
      registered: 31,
      withdrawn: 1,
      finished: 0,
      risks: { state: 'shown' },
      activeLast7Days: 15 + 1, // those who come every week and the learner who is back
      activePrior7Days: 30,
      nextDue: { assessmentId: 'report', kind: 'tutor_marked', inDays: 5, submitted: 1 },
      modelId: 'plain',
    });
    const { low, medium, high } = overview.bands;
    expect(low + medium + high).toBe(31);
    const then = overview.bandsWeekBefore;
    expect((then?.low ?? 0) + (then?.medium ?? 0) + (then?.high ?? 0)).toBe(32);
    expect(overview.nudgesLast7Days).toBeGreaterThan(0);
  });

  test('after the withdrawals', async () => {
    // Of the 15 who drop out 5 fail; the withdrawals are on day 56.
    expect(await get(`${base}/overview?asOf=2014-04-05`)).toMatchObject({
      day: 61,
      registered: 21,
      withdrawn: 11,
      nextDue: { assessmentId: 'exam', inDays: 4 },
    });
  });
});

describe('the heatmap', () => {
  test('of cohorts shows tenths of the course by risk, week by week up to today', async () => {
    const heatmap = await get<Heatmap>(`${base}/heatmap`);
    expect(heatmap.weeks.map(({ day }) => day)).toEqual([14, 21, 28]);
    expect(heatmap.series).toHaveLength(10);
    expect(heatmap.series.reduce((sum, { enrolments }) => sum + enrolments, 0)).toBe(31);
    const today = heatmap.series.map(({ probabilities }) => probabilities[2] ?? -1);
    expect(today).toEqual(today.toSorted((a, b) => b - a));
  });

  test('of learners shows those at the highest risk', async () => {
    const heatmap = await get<Heatmap>(`${base}/heatmap?rows=learners&limit=5`);
    expect(heatmap.series).toHaveLength(5);
    for (const { id, probabilities } of heatmap.series) {
      expect(probabilities).toHaveLength(3);
      expect(Number(id.split('-').at(-1))).toSatisfy((nth: number) => nth === 0 || nth > 15);
    }
  });

  test('of a course of a few leaves nobody out', async () => {
    const heatmap = await get<Heatmap>('/v1/presentations/AAA-2013J/heatmap?asOf=2013-10-28');
    expect(heatmap.series.map(({ enrolments }) => enrolments)).toEqual([1, 1, 1, 1, 1, 1]);
  });
});

describe('who needs attention', () => {
  const attention = (query = '') => get<Attention>(`${base}/attention?${query}`);

  test('is listed with its reasons, what to do and what was done', async () => {
    const { total, enrolments } = await attention('limit=100');
    expect(total).toBe(31);
    expect(enrolments).toHaveLength(31);
    const absent = enrolments.find(({ learnerId }) => learnerId === learner(16));
    expect(absent).toMatchObject({
      band: 'high',
      daysSinceLastActivity: 11, // last seen on day 16, at noon
      suggestedAction: { intervention: 'coach_call', recipient: 'coach' },
      holdout: false,
    });
    expect(absent?.reasons.map(({ sentence }) => sentence)).toEqual([
      'Was last here 11 days ago (typical: 5 days ago).', // of 31, the 15 who come every week and the one who is back have at most 5
    ]);
    for (const { reasons } of enrolments) expect(reasons.length).toBeLessThanOrEqual(2);
    expect(absent?.changeIn7Days).toBeGreaterThan(0);
    expect([TODAY, '2014-02-24T09:00:00.000Z']).toContain(absent?.lastNudgedAt);
  });

  test('is filtered by band and by part of the id', async () => {
    const high = await attention('band=high&limit=100');
    expect(new Set(high.enrolments.map(({ band }) => band))).toEqual(new Set(['high']));
    const others = await attention('band=low,medium&limit=100');
    expect(high.total + others.total).toBe(31);
    expect((await attention('search=2014B-2&limit=100')).total).toBe(11);
    expect((await attention('search=nobody')).enrolments).toEqual([]);
  });

  test('is sorted either way, unknown values last, and cut into pages', async () => {
    const all = (await attention('sort=probability&limit=100')).enrolments.map(
      ({ probability }) => probability,
    );
    expect(all).toEqual(all.toSorted((a, b) => b - a));
    const ids = (await attention('sort=learnerId&order=asc&limit=3&offset=2')).enrolments;
    expect(ids.map(({ learnerId }) => learnerId)).toEqual(
      ['10', '11', '12'].map((nth) => learner(Number(nth))),
    );
    for (const order of ['asc', 'desc']) {
      const changes = (await attention(`sort=changeIn7Days&order=${order}&limit=100`)).enrolments;
      // Whoever was not registered a week ago has no change: none here but by the day of the return.
      const known = changes.flatMap(({ changeIn7Days }) => changeIn7Days ?? []);
      expect(known).toEqual(known.toSorted((a, b) => (order === 'asc' ? a - b : b - a)));
      expect(changes.slice(known.length).every(({ changeIn7Days }) => changeIn7Days === null)).toBe(true);
    }
  });
});

test('trends compare the weeks that are over with earlier presentations, in shares of the registered', async () => {
  const { series } = await get<Trends>(`${base}/trends`);
  expect(series.map(({ presentationId, current, weeks }) => [presentationId, current, weeks.length])).toEqual(
    [
      ['AAA-2013J', false, 10],
      ['AAA-2014B', true, 4],
    ],
  );
  // Week 2: the learner who withdraws on day 10 is still there. Week 4: those who come every week, the one who is back and the one who left.
  expect(series[1].weeks[1]).toMatchObject({ week: 2, registered: 32, activeShare: 30 / 32, submissions: 0 });
  expect(series[1].weeks[3]).toMatchObject({ registered: 32, activeShare: 17 / 32, submissions: 2 });
  for (const { weeks } of series)
    for (const { activeShare } of weeks) {
      expect(activeShare).toBeGreaterThanOrEqual(0);
      expect(activeShare).toBeLessThanOrEqual(1);
    }
});

describe('an enrolment', () => {
  const enrolment = (id: string, query = '') =>
    get<EnrolmentView>(`/v1/enrolments/${course.id}/${id}${query}`);

  test('has a risk with its reasons, the same on its own and with all else', async () => {
    const risk = await get<RiskView>(`/v1/enrolments/${course.id}/${learner(16)}/risk`);
    expect(risk).toMatchObject({ learnerId: learner(16), asOf: TODAY, band: 'high', modelId: 'plain' });
    expect((await enrolment(learner(16))).risk).toEqual(risk);
  });

  test('has an interval where the model knows one', async () => {
    const url = `/v1/enrolments/${course.id}/${learner(16)}/risk`;
    expect(await get<RiskView>(url)).not.toHaveProperty('interval');
    const interval = (probability: number) => ({ low: probability / 2, high: (1 + probability) / 2 });
    const knowing = await apiOver(stores, cycleMoment(course, 28), {
      service: { scorer: { ...plainScorer(), interval } },
    });
    const risk = await answerOf<RiskView>(knowing.server, url);
    expect(risk.interval).toEqual(interval(risk.probability));
    await knowing.server.close();
  });

  test('has the smallest effort that would lower it', async () => {
    const { probability, counterfactual } = await get<RiskView>(
      `/v1/enrolments/${course.id}/${learner(16)}/risk`,
    );
    expect(counterfactual).toMatchObject({ activeDays: 1, handsInNext: false });
    expect(counterfactual?.sentence).toMatch(
      /^If they come on one day this week, the estimate falls from \d+% to \d+%\. /,
    );
    expect(counterfactual?.probability).toBeLessThanOrEqual(probability - 0.05);
  });

  test('shows its activity, its work and what was decided', async () => {
    const view = await enrolment(learner(16));
    expect(view).toMatchObject({ status: 'registered', registeredOn: '2014-01-08', endedOn: null });
    expect(view.activity.map(({ day, date }) => [day, date])).toEqual([
      [2, '2014-02-05'],
      [9, '2014-02-12'],
      [16, '2014-02-19'],
    ]);
    expect(view.activity[0].byType).toEqual({ page: view.activity[0].interactions });
    expect(view.riskOverTime.map(({ day }) => day)).toEqual([14, 21, 28]);
    expect(view.riskOverTime.at(-1)?.probability).toBe(view.risk?.probability);
    expect(view.decisions.map(({ decidedAt }) => decidedAt)).toEqual([TODAY, '2014-02-24T09:00:00.000Z']);
    const chosen = view.decisions.flatMap(({ candidates }) => candidates.filter(({ chosen }) => chosen));
    expect(view.inbox.map(({ intervention }) => intervention).toSorted()).toEqual(
      chosen.map(({ intervention }) => intervention).toSorted(),
    );
  });

  test('shows its work: handed in first when, marked last with what', async () => {
    const work = async (nth: number) => (await enrolment(learner(nth))).assessments;
    expect(await work(1)).toMatchObject([
      { id: 'essay', status: 'submitted', submittedOn: '2014-02-21', scorePercent: 72 },
      { id: 'report', status: 'open', submittedOn: null, dueOn: '2014-03-08' },
      { id: 'exam', status: 'open' },
    ]);
    expect(await work(2)).toMatchObject([{ status: 'late', scorePercent: 55 }, {}, {}]);
    expect(await work(4)).toMatchObject([{ status: 'missed', scorePercent: null }, {}, {}]);
  });

  test('has no risk for a learner who withdrew, and one for a learner who came back', async () => {
    expect(await enrolment('gone')).toMatchObject({ status: 'withdrawn', endedOn: '2014-03-01', risk: null });
    const back = await enrolment('back');
    expect(back).toMatchObject({ status: 'registered', endedOn: null, registeredOn: '2014-01-31' });
    expect(back.risk?.probability).toBeGreaterThan(0);
    expect(back.riskOverTime.map(({ day }) => day)).toEqual([21, 28]);
  });

  test('has no risk after the end of the course', async () => {
    expect(await enrolment(learner(1), '?asOf=2014-04-14')).toMatchObject({
      status: 'finished',
      endedOn: '2014-04-14',
      risk: null,
      noRisk: 'The learner finished on 2014-04-14.',
    });
  });

  test('has an inbox of what is for the learner', async () => {
    const { messages } = await get<{ messages: EnrolmentView['inbox'] }>(
      `/v1/enrolments/${course.id}/${learner(16)}/inbox`,
    );
    expect(messages.length).toBeGreaterThan(0);
    expect(new Set(messages.map(({ recipient }) => recipient))).toEqual(new Set(['learner']));
  });
});

describe('decisions', () => {
  const decisions = async (query = '') =>
    (await get<{ decisions: { decidedAt: string; learnerId: string }[] }>(`${base}/decisions?${query}`))
      .decisions;

  test('of a week, every one with its candidates, or as far back as asked', async () => {
    expect(await decisions()).toHaveLength(31);
    expect(await decisions('days=8')).toHaveLength(63);
    expect(await decisions('days=8&limit=40&offset=60')).toHaveLength(3);
    expect((await decisions('days=8')).at(-1)?.decidedAt).toBe('2014-02-24T09:00:00.000Z');
  });

  test('are those of their presentation', async () => {
    const others = await get(`/v1/presentations/${before.id}/decisions?days=366`);
    expect(others).toEqual({ decisions: [] });
  });
});

describe('a moment', () => {
  const risk = (asOf: string) =>
    get<RiskView>(`/v1/enrolments/${course.id}/${learner(16)}/risk?asOf=${asOf}`);

  test('given as a date means nine o’clock of it', async () => {
    expect(await risk('2014-03-03')).toEqual(await risk('2014-03-03T10:00:00%2B01:00'));
    expect((await risk('2014-03-03')).asOf).toBe(TODAY);
  });

  test('may be any instant', async () => {
    expect((await risk('2014-02-20T23:15:07.250Z')).asOf).toBe('2014-02-20T23:15:07.250Z');
  });

  test('before anything was known is empty', async () => {
    expect(await get(`${base}/overview?asOf=1999-01-01`)).toMatchObject({ registered: 0, withdrawn: 0 });
    expect(await get(`${base}/heatmap?asOf=1999-01-01`)).toMatchObject({ series: [] });
    expect(await get(`${base}/attention?asOf=1999-01-01`)).toMatchObject({ total: 0, enrolments: [] });
    expect((await get<Trends>(`${base}/trends?asOf=1999-01-01`)).series).toMatchObject([
      { weeks: [] },
      { weeks: [] },
    ]);
  });
});
