import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { courseWith, eventsIn } from '../../../test/fixtures/course-events.ts';
import { openEmbeddedLog } from '../../../test/fixtures/embedded-stores.ts';
import { twoKindsOfLearners } from '../../../test/fixtures/two-kinds-of-learners.ts';
import { type CalendarDate, moment } from '../../domain/moment.ts';
import { courseId, type Presentation } from '../../domain/presentation.ts';
import { InputError } from '../../errors.ts';
import { appendEvents } from '../../ingest/append.ts';
import {
  judgedByEnrolments,
  learntUntil,
  type Model,
  parseModelFile,
  serialiseModelFile,
} from '../model-file.ts';
import { dropout } from '../targets/dropout.ts';
import { type Training, trainEnrolments } from './train.ts';

const season = (id: string, startsOn: string) =>
  courseWith(id, { startsOn: startsOn as CalendarDate, lengthDays: 70 });
const COURSES = [
  season('AAA-2013B', '2013-02-01'),
  season('AAA-2013J', '2013-10-01'),
  season('AAA-2014B', '2014-02-01'),
];
/** A presentation that began before now; only three withdrawals are known. */
const RUNNING = season('AAA-2014J', '2014-10-01');
/** Another course of the first season, and a season that began before that of October was over. */
const OTHER = { ...season('BBB-2013B', '2013-02-01'), courseId: courseId('BBB') };
const OVERLAPPING = season('AAA-2013K', '2013-11-15');
/** Over, with three withdrawals and no result yet; and one that is over on the day it begins. */
const WITHOUT_RESULTS = season('AAA-2014A', '2014-06-01');
const TOO_SHORT = courseWith('AAA-day', { startsOn: '2014-06-01' as CalendarDate, lengthDays: 1 });
const NOW = moment(Date.parse('2014-11-01T00:00:00Z'));

let stores: Awaited<ReturnType<typeof openEmbeddedLog>>;
beforeAll(async () => {
  stores = await openEmbeddedLog();
  const withdrawals = (course: Presentation) => {
    const { registered, withdrew } = eventsIn(course);
    return ['a', 'b', 'c'].flatMap((learner) => [registered(learner, -5), withdrew(learner, 20)]);
  };
  const again = eventsIn(COURSES[2]);
  await appendEvents(stores.eventLog, [
    ...[...COURSES, OTHER, OVERLAPPING].flatMap((course) => twoKindsOfLearners(course)),
    ...[RUNNING, WITHOUT_RESULTS].flatMap(withdrawals),
    // A learner of 2013 comes back in 2014.
    again.registered('AAA-2013B-1', -5),
    again.finished('AAA-2013B-1', 70, 'pass'),
  ]);
});
afterAll(() => stores.close());

const steps: string[] = [];
const training = (changes: Partial<Training> = {}): Training => ({
  target: dropout,
  eventLog: stores.eventLog,
  presentations: [...COURSES, RUNNING],
  until: null,
  estimator: 'logistic_regression',
  seed: 1,
  precisionGoal: 0.8,
  leftAlone: new Map(),
  now: NOW,
  progress: (step, done, total) => steps.push(`${step} ${done}/${total}`),
  ...changes,
});

describe('a model', () => {
  let model: Model;
  beforeAll(async () => {
    ({ model } = await trainEnrolments(training()));
  });

  test('learns from past seasons and is judged on the last one that is over', () => {
    expect(model.trainedOn.parts).toEqual(['AAA-2013B', 'AAA-2013J']);
    expect(model.metrics.evaluatedOn.parts).toEqual(['AAA-2014B']);
    expect(model).toMatchObject({ target: 'dropout', createdAt: '2014-11-01T00:00:00.000Z' });
  });

  test('separates the two kinds of learners', () => {
    const { overall, alerts } = judgedByEnrolments(model);
    // 14 of 15 learners behave as their kind does: ranking the kinds right gives almost 1.
    expect(overall.auc.value).toBeGreaterThan(0.85);
    expect(alerts.precision.value).toBeGreaterThan(0.8);
    expect(model.alertThreshold).toBeGreaterThan(0);
  });

  test('is the same for the same history, and its file is read back', async () => {
    expect((await trainEnrolments(training())).model.id).toBe(model.id);
    expect(parseModelFile(serialiseModelFile(model)).id).toBe(model.id);
  });

  test('says since when it could have served, and from which day of a course', () => {
    expect(model.trainedOn).toMatchObject({ to: '2013-12-03', knownOn: '2013-12-10' });
    expect(learntUntil(model)).toBe('2013-12-10');
    // 70 days: a row every week.
    expect(model.firstDay).toBe(7);
  });

  test('is also judged on the learners that it had not met', () => {
    const { evaluation, newLearners } = model.metrics;
    const all = evaluation.kind === 'enrolments' ? evaluation.alerts.enrolments : 0;
    expect(newLearners?.alerts.enrolments).toBe(all - 1);
    expect(model.metrics.judgedModel).toBeUndefined();
  });

  test('reports its progress', () => {
    expect(steps).toContain('reading past seasons 2/2');
    expect(steps).toContain('judging on later presentations 1/1');
  });
});

test('up to a named season only; with nothing later the rehearsal judges', async () => {
  const { model } = await trainEnrolments(training({ until: '2013J', presentations: COURSES.slice(0, 2) }));
  expect(model.trainedOn.parts).toEqual(['AAA-2013B', 'AAA-2013J']);
  expect(model.metrics.evaluatedOn.parts).toEqual(['AAA-2013B', 'AAA-2013J']);
});

describe('where a past season was not over when the next one began', () => {
  test('an earlier model is judged, which has learnt only from what was over', async () => {
    const presentations = [COURSES[0], OTHER, COURSES[1], OVERLAPPING];
    const { model, judged } = await trainEnrolments(training({ until: '2013J', presentations }));
    expect(model.trainedOn.parts).toEqual(['AAA-2013B', 'AAA-2013J', 'BBB-2013B']);
    expect(judged.trainedOn.parts).toEqual(['AAA-2013B', 'BBB-2013B']);
    expect(model.metrics).toEqual({
      ...judged.metrics,
      judgedModel: { id: judged.id, trainedOn: judged.trainedOn },
    });
    // It is the model that one would have had on the day when the judging season began.
    const then = training({ until: '2013B', presentations: [COURSES[0], OTHER, OVERLAPPING] });
    expect((await trainEnrolments(then)).model.id).toBe(judged.id);
    expect(parseModelFile(serialiseModelFile(model)).id).toBe(model.id);
  });

  test('and too little was, the days judge from which on all outcomes were known', async () => {
    const presentations = [COURSES[0], COURSES[1], OVERLAPPING];
    for (const until of ['2013J', null]) {
      const { model, judged } = await trainEnrolments(training({ until, presentations }));
      expect(judged.id).toBe(model.id);
      expect(model.trainedOn.parts).toEqual(['AAA-2013B', 'AAA-2013J']);
      const { parts, from } = model.metrics.evaluatedOn;
      expect(parts).toEqual(['AAA-2013K']);
      expect((from ?? '') >= (model.trainedOn.knownOn ?? '?')).toBe(true);
    }
  });
});

describe('presentations that cannot be used', () => {
  const unusable = [WITHOUT_RESULTS, TOO_SHORT];
  const leftOut = [
    { presentation: 'AAA-2014A', reason: 'no results yet' },
    { presentation: 'AAA-day', reason: 'too short' },
  ];

  test('are left out and named, and change nothing', async () => {
    const trained = await trainEnrolments(training({ presentations: [...COURSES, ...unusable] }));
    expect(trained.leftOut).toEqual(leftOut);
    expect(trained.model.id).toBe((await trainEnrolments(training())).model.id);
  });

  test('are named where nothing else is left', async () => {
    const asked = trainEnrolments(training({ presentations: unusable }));
    await expect(asked).rejects.toThrow(/Left out: AAA-2014A: no results yet; AAA-day: too short\./);
  });
});

describe('training is refused', () => {
  test.each([
    ['one season', { presentations: COURSES.slice(0, 1) }, /at least two start dates.*found 2013-02-01/],
    ['nothing', { presentations: [] }, /found none/],
    ['too early an end', { until: '2013-02-01' }, /up to 2013-02-01/],
    ['an unknown season', { until: '2015J' }, /No presentation is called 2015J; there are AAA-2013B/],
  ])('for %s', async (_, changes, message) => {
    const asked = trainEnrolments(training(changes));
    await expect(asked).rejects.toThrow(InputError);
    await expect(asked).rejects.toThrow(message);
  });
});

test('learners who were nudged count neither in learning nor in judging', async () => {
  const upTo2013J = { until: '2013J', presentations: COURSES.slice(0, 2) };
  const { model: all } = await trainEnrolments(training(upTo2013J));
  const leftAlone = new Map([['AAA-2013B/AAA-2013B-0', 0]]);
  const { model: weighted } = await trainEnrolments(training({ ...upTo2013J, leftAlone }));
  const enrolments = (model: Model) => judgedByEnrolments(model).alerts.enrolments;
  expect(enrolments(weighted)).toBe(enrolments(all) - 1);
  expect(weighted.estimator.toJson()).not.toEqual(all.estimator.toJson());
});
