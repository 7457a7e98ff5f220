import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { courseWith, eventsIn } from '../../../test/fixtures/course-events.ts';
import { openEmbeddedLog } from '../../../test/fixtures/embedded-stores.ts';
import { twoKindsOfLearners } from '../../../test/fixtures/two-kinds-of-learners.ts';
import { type CalendarDate, moment } from '../../domain/moment.ts';
import { InputError } from '../../errors.ts';
import { appendEvents } from '../../ingest/append.ts';
import { judgedByEnrolments, type Model, parseModelFile, serialiseModelFile } from '../model-file.ts';
import { dropout } from '../targets/dropout.ts';
import { type Training, trainEnrolments } from './train.ts';

const season = (id: string, startsOn: string) =>
  courseWith(id, { startsOn: startsOn as CalendarDate, lengthDays: 70 });
const COURSES = [
  season('AAA-2013B', '2013-02-01'),
  season('AAA-2013J', '2013-10-01'),
  season('AAA-2014B', '2014-02-01'),
];
/** A presentation that began before now; only two withdrawals are known. */
const RUNNING = season('AAA-2014J', '2014-10-01');
const NOW = moment(Date.parse('2014-11-01T00:00:00Z'));

let stores: Awaited<ReturnType<typeof openEmbeddedLog>>;
beforeAll(async () => {
  stores = await openEmbeddedLog();
  const { registered, withdrew } = eventsIn(RUNNING);
  await appendEvents(stores.eventLog, [
    ...COURSES.flatMap((course) => twoKindsOfLearners(course)),
    ...['a', 'b'].flatMap((learner) => [registered(learner, -5), withdrew(learner, 20)]),
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
    model = await trainEnrolments(training());
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
    expect((await trainEnrolments(training())).id).toBe(model.id);
    expect(parseModelFile(serialiseModelFile(model)).id).toBe(model.id);
  });

  test('reports its progress', () => {
    expect(steps).toContain('reading past seasons 2/2');
    expect(steps).toContain('judging on later presentations 1/1');
  });
});

test('up to a named season only; with nothing later the rehearsal judges', async () => {
  const model = await trainEnrolments(training({ until: '2013J', presentations: COURSES.slice(0, 2) }));
  expect(model.trainedOn.parts).toEqual(['AAA-2013B', 'AAA-2013J']);
  expect(model.metrics.evaluatedOn.parts).toEqual(['AAA-2013B', 'AAA-2013J']);
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
  const all = await trainEnrolments(training(upTo2013J));
  const leftAlone = new Map([['AAA-2013B/AAA-2013B-0', 0]]);
  const weighted = await trainEnrolments(training({ ...upTo2013J, leftAlone }));
  const enrolments = (model: Model) => judgedByEnrolments(model).alerts.enrolments;
  expect(enrolments(weighted)).toBe(enrolments(all) - 1);
  expect(weighted.estimator.toJson()).not.toEqual(all.estimator.toJson());
});
