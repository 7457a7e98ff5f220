import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { atDay, courseWith, eventsIn } from '../../test/fixtures/course-events.ts';
import { type EmbeddedStores, openEmbeddedStores } from '../../test/fixtures/embedded-stores.ts';
import { putCourse, serviceOver } from '../../test/fixtures/service.ts';
import type { JudgedCandidate } from '../domain/decision.ts';
import { startOfDate, toIso } from '../domain/moment.ts';
import type { Presentation } from '../domain/presentation.ts';
import { type CycleContext, decideAll, standingsOf } from './cycle.ts';
import { type ReplaySummary, type ReplayWeek, replay, replayMoments } from './replay.ts';

const course = courseWith('BBB-2014B', { lengthDays: 35 });
const { registered, clicked, withdrew, finished } = eventsIn(course);
const EVERY_THIRD_DAY = Array.from({ length: 11 }, (_, nth) => 3 * nth + 0.5);

/** Long after the course. */
const TODAY = startOfDate('2026-01-01' as Presentation['startsOn']);

let stores: EmbeddedStores;
let context: CycleContext;
beforeAll(async () => {
  stores = await openEmbeddedStores();
  context = serviceOver(stores);
  await putCourse(stores, course, [
    ...['leaves', 'passes', 'fails', 'comesBack', 'leavesUnseen', 'leavesSuddenly', 'stays'].map((learner) =>
      registered(learner, -5),
    ),
    clicked('leaves', 1.5, 2),
    withdrew('leaves', 25.5),
    ...['passes', 'leavesSuddenly', 'stays'].flatMap((learner) =>
      EVERY_THIRD_DAY.map((day) => clicked(learner, day, 20)),
    ),
    finished('passes', 35, 'pass'),
    withdrew('leavesSuddenly', 30.5),
    finished('fails', 35, 'fail'),
    clicked('comesBack', 10.5, 100),
    finished('comesBack', 35, 'pass'),
    withdrew('leavesUnseen', 5),
  ]);
});
afterAll(() => stores.close());

const dates = (presentation: Presentation, from?: string, to?: string) =>
  replayMoments(
    presentation,
    TODAY,
    from === undefined ? undefined : startOfDate(from as Presentation['startsOn']),
    to === undefined ? undefined : startOfDate(to as Presentation['startsOn']),
  ).map(toIso);

/** The candidates that the cooldown forbade in the replay, because an earlier week had chosen them. */
async function repeated() {
  const rows = await stores.state.selectFrom('decision').select('candidates').execute();
  return rows
    .flatMap((row) => row.candidates as JudgedCandidate[])
    .filter(({ verdicts }) => verdicts.some(({ guard, allowed }) => guard === 'cooldown' && !allowed));
}

async function play(presentation: Presentation) {
  const weeks: ReplayWeek[] = [];
  const run = replay(context, presentation, replayMoments(presentation, TODAY));
  for (;;) {
    const step = await run.next();
    if (step.done) return { weeks, summary: step.value };
    weeks.push(step.value);
  }
}

describe('the moments of a replay', () => {
  test('are nine in the morning of every seventh day within the course', () => {
    expect(dates(course)).toEqual([
      '2014-02-10T09:00:00.000Z',
      '2014-02-17T09:00:00.000Z',
      '2014-02-24T09:00:00.000Z',
      '2014-03-03T09:00:00.000Z',
    ]);
  });

  test('do not lie in the future, which the cycles of the present will decide', () => {
    expect(replayMoments(course, atDay(course, 15)).map(toIso)).toEqual([
      '2014-02-10T09:00:00.000Z',
      '2014-02-17T09:00:00.000Z',
    ]);
  });

  test('lie between the requested first and last day, both included', () => {
    expect(dates(course, '2014-02-17', '2014-02-24')).toHaveLength(2);
    expect(dates(course, '2014-02-18', '2014-02-23')).toEqual([]);
    expect(dates(course, '2013-01-01', '2015-01-01')).toHaveLength(4);
  });
});

describe('a replay', () => {
  let weeks: ReplayWeek[];
  let summary: ReplaySummary;
  beforeAll(async () => {
    ({ weeks, summary } = await play(course));
  });

  // By the plain scorer: learners who never came or were silent for 12 days are at high risk.
  test('counts week by week the learners alerted for the first time, and those of them who left', () => {
    expect(
      weeks.map(({ day, decisions, firstAlerts, right }) => [day, decisions, firstAlerts, right]),
    ).toEqual([
      [7, 6, 0, 0], // too early for alerts, though fails and comesBack have never come
      [14, 6, 2, 2], // fails and leaves; comesBack has come
      [21, 6, 0, 0],
      [28, 5, 1, 0], // comesBack, silent since
    ]);
  });

  test('sums up which learners it would have caught, and how early', () => {
    expect(summary).toEqual({
      presentationId: course.id,
      weeks: 4,
      enrolmentsAlerted: 3,
      precision: 2 / 3,
      recall: 2 / 3, // leavesSuddenly was not alerted; leavesUnseen had left before the first week
      withdrawn: 2,
      withdrawnAlerted: 1,
      medianLeadDays: 25.5 - (14 + 9 / 24),
      interventions: weeks.reduce((sum, week) => sum + week.replayed, 0),
    });
    expect(summary.interventions).toBeGreaterThan(0);
  });

  test('stores its decisions and what they would have sent, with the dates of their weeks', async () => {
    const unsent = await stores.state.selectFrom('unsent_message').selectAll().execute();
    expect(unsent).toHaveLength(summary.interventions);
    const moments = new Set(replayMoments(course, TODAY));
    for (const { decided_at, replayed, ghost } of unsent) {
      expect(moments).toContain(decided_at.getTime());
      expect({ replayed, ghost }).toEqual({ replayed: true, ghost: false });
    }
    const decisions = await stores.state.selectFrom('decision').select('replayed').distinct().execute();
    expect(decisions).toEqual([{ replayed: true }]);
  });

  test('writes to nobody: neither into an inbox nor into the queue of any channel nor into the log', async () => {
    expect(weeks.map(({ queued, delivered, failed }) => queued + delivered + failed)).toEqual([0, 0, 0, 0]);
    expect(await stores.state.selectFrom('inbox_message').selectAll().execute()).toEqual([]);
    expect(await stores.state.selectFrom('outbox').selectAll().execute()).toEqual([]);
    expect(
      await stores.eventLog.rows("select event_id from activity_event where verb = 'nudge_delivered'"),
    ).toEqual([]);
  });

  test('is cautious in its later weeks about what it did in the earlier ones', async () => {
    const again = await repeated();
    expect(again.length).toBeGreaterThan(0);
  });

  test('does not hold back a cycle of the present', async () => {
    const [at] = replayMoments(course, TODAY).slice(-1);
    const live = await decideAll(context, await standingsOf(context, course, at), at);
    const reasons = live.flatMap(({ candidates }) => candidates.flatMap(({ verdicts }) => verdicts));
    expect(reasons.filter(({ guard, allowed }) => guard === 'cooldown' && !allowed)).toEqual([]);
  });

  test('again changes nothing and finds the same', async () => {
    const again = await play(course);
    expect(again.summary).toEqual({ ...summary, interventions: 0 });
    expect(again.weeks).toEqual(weeks.map((week) => ({ ...week, replayed: 0 })));
  });
});

test('a replay of a course with unknown endings counts alerts neither as right nor as wrong', async () => {
  const running = courseWith('CCC-2014B', { lengthDays: 21 });
  await putCourse(stores, running, [eventsIn(running).registered('absent', -5)]);
  expect((await play(running)).summary).toMatchObject({
    weeks: 2,
    enrolmentsAlerted: 1,
    precision: null,
    recall: null,
    withdrawn: 0,
    medianLeadDays: null,
  });
});
