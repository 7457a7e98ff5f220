import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { assessment, atDay, courseWith, eventsIn } from '../../test/fixtures/course-events.ts';
import { type EmbeddedStores, openEmbeddedStores } from '../../test/fixtures/embedded-stores.ts';
import { putCourse, serviceOver } from '../../test/fixtures/service.ts';
import type { JudgedCandidate } from '../domain/decision.ts';
import type { Moment } from '../domain/moment.ts';
import { type CycleContext, type CycleSummary, decideAll, runCycle, standingsOf } from './cycle.ts';

const course = courseWith('BBB-2014B', { assessments: [assessment('essay', 10), assessment('report', 60)] });
const { registered, clicked, submitted } = eventsIn(course);

/** Nine o'clock of a day of the course. */
const morningOf = (day: number): Moment => atDay(course, day + 9 / 24);

let stores: EmbeddedStores;
let context: CycleContext;
let first: CycleSummary;

beforeAll(async () => {
  stores = await openEmbeddedStores();
  const service = serviceOver(stores);
  // The value of the risk does not matter here, and the cooldown must be long enough to affect weekly cycles.
  const guards = { ...service.settings.guards, minimumRisk: 0, cooldownDays: 10, maxPerWeek: 2 };
  context = { ...service, settings: { ...service.settings, guards } };
  await putCourse(stores, course, [
    ...['silent', 'optedOut', 'busy'].map((learner) => registered(learner, -5)),
    ...['silent', 'optedOut'].map((learner) => clicked(learner, 3.5, 30)),
    ...Array.from({ length: 40 }, (_, day) => clicked('busy', day + 0.5, 5)),
    ...['silent', 'optedOut', 'busy'].map((learner) => submitted(learner, 2, 'essay', 70)),
    submitted('busy', 25, 'report', 90),
  ]);
  await stores.state.updateTable('learner').set({ opted_out: true }).where('id', '=', 'optedOut').execute();
  first = await runCycle(context, course, morningOf(20));
});
afterAll(() => stores.close());

const candidatesOf = async (learner: string, day: number): Promise<JudgedCandidate[]> => {
  const row = await stores.state
    .selectFrom('decision')
    .select('candidates')
    .where('learner_id', '=', learner)
    .where('decided_at', '=', new Date(morningOf(day)))
    .executeTakeFirstOrThrow();
  return row.candidates as JudgedCandidate[];
};

const chosen = (candidates: readonly JudgedCandidate[]) =>
  candidates.filter((one) => one.chosen).map(({ intervention }) => intervention);

const everything = async () => ({
  decisions: await stores.state.selectFrom('decision').selectAll().orderBy('id').execute(),
  outbox: await stores.state.selectFrom('outbox').selectAll().orderBy('key').execute(),
  inbox: await stores.state.selectFrom('inbox_message').selectAll().orderBy('key').execute(),
});

describe('a cycle under a broken calibration', () => {
  test('decides by the rules alone, and every decision says why', async () => {
    const broken = 'The calibration error is 0.200; the limit is 0.1.';
    const asOf = morningOf(20);
    const report = JSON.stringify({ calibration: { broken } });
    const check = { model_id: 'plain', as_of: new Date(asOf), report };
    await addPlainModel();
    await stores.state.insertInto('drift_check').values(check).execute();
    const standings = await standingsOf(context, course, asOf);
    const decisions = await decideAll(context, standings, asOf);
    expect(decisions.length).toBeGreaterThan(0);
    for (const decision of decisions)
      expect(decision).toMatchObject({ probability: null, modelId: null, riskWithheld: broken });
    expect(decisions.flatMap(({ candidates }) => candidates.map((one) => one.proposedBy))).not.toContain(
      'risk',
    );
    // A later check says nothing about earlier decisions.
    const [before] = await decideAll(context, standings, morningOf(19));
    expect(before).not.toHaveProperty('riskWithheld');
    await stores.state.deleteFrom('drift_check').execute();
  });

  const addPlainModel = () =>
    stores.state
      .insertInto('model')
      .values({ id: 'plain', target: 'dropout', status: 'champion', file: '{}', added_at: new Date(0) })
      .execute();
});

describe('a cycle', () => {
  test('decides about everybody and records it, whether or not anything is sent', async () => {
    expect(first).toEqual({
      presentationId: course.id,
      at: morningOf(20),
      decisions: 3,
      proposed: 4,
      queued: 3,
      replayed: 0,
      delivered: 3,
      failed: 0,
      idle: null,
    });
    expect(chosen(await candidatesOf('silent', 20))).toEqual(['coach_call', 'reconnect']);
    expect(await candidatesOf('busy', 20)).toEqual([]);
  });

  test('sends nothing to a learner who opted out, but the coach may call', async () => {
    const candidates = await candidatesOf('optedOut', 20);
    expect(chosen(candidates)).toEqual(['coach_call']);
    const nudge = candidates.find(({ intervention }) => intervention === 'reconnect');
    expect(nudge?.verdicts).toContainEqual({
      guard: 'opted_out',
      allowed: false,
      reason: expect.any(String),
    });
  });

  test('run again changes nothing', async () => {
    const before = await everything();
    expect(await runCycle(context, course, morningOf(20))).toMatchObject({ queued: 0, delivered: 0 });
    expect(await everything()).toEqual(before);
  });

  test('remembers what was sent: no intervention is repeated too soon', async () => {
    await runCycle(context, course, morningOf(27));
    const candidates = await candidatesOf('silent', 27);
    expect(chosen(candidates)).toEqual([]);
    for (const { verdicts } of candidates)
      expect(verdicts).toContainEqual({
        guard: 'cooldown',
        allowed: false,
        reason: expect.stringMatching(
          /^(Sent|Suggested) 7 days ago; the pause before the next time is 10 days$/,
        ),
      });
  });

  test('ignores what was sent later', async () => {
    const earlier = morningOf(14);
    const decisions = await decideAll(context, await standingsOf(context, course, earlier), earlier);
    const silent = decisions.find(({ learnerId }) => learnerId === 'silent');
    expect(chosen(silent?.candidates ?? [])).toEqual(['reconnect']);
  });
});

test('a standing holds what was known at its moment and nothing later', async () => {
  const standings = await standingsOf(context, course, morningOf(20));
  expect(standings.map(({ enrolment }) => enrolment.learnerId)).toEqual(['busy', 'optedOut', 'silent']);
  const [busy, , silent] = standings;
  expect(busy).toMatchObject({
    asOf: morningOf(20),
    day: 20,
    presentation: course,
    submittedAssessmentIds: ['essay'],
    indicators: { days_since_last_activity: 0, assessments_missed: 0, course_day: 20 },
  });
  expect(silent).toMatchObject({
    indicators: { days_since_last_activity: 16 },
    risk: { learnerId: 'silent', band: 'high', asOf: morningOf(20) },
  });
});
