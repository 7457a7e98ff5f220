import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import file from '../../config/rekindle.config.json' with { type: 'json' };
import { courseWith } from '../../test/fixtures/course-events.ts';
import { type EmbeddedStores, openEmbeddedStores } from '../../test/fixtures/embedded-stores.ts';
import { putCourse } from '../../test/fixtures/service.ts';
import { twoKindsOfLearners } from '../../test/fixtures/two-kinds-of-learners.ts';
import { addDays, type CalendarDate, moment, toIso } from '../domain/moment.ts';
import { trainEnrolments } from '../model/learn/train.ts';
import { createModel } from '../model/model-file.ts';
import type { DriftReport } from '../model/registry/drift-report.ts';
import { addModel, championOf, listedModels, promoteModel } from '../model/registry/registry.ts';
import { dropout } from '../model/targets/dropout.ts';
import { lastTraining, retrain, SCHEDULER, whyRetrain } from './retrain.ts';
import { type JobContext, startScheduler } from './scheduler.ts';

const NOW = moment(Date.parse('2015-06-01T00:00:00Z'));
const season = (id: string, startsOn: string) =>
  courseWith(id, { startsOn: startsOn as CalendarDate, lengthDays: 70 });
const COURSES = [
  season('AAA-2013B', '2013-02-01'),
  season('AAA-2013J', '2013-10-01'),
  season('AAA-2014B', '2014-02-01'),
];

let stores: EmbeddedStores;
beforeAll(async () => {
  stores = await openEmbeddedStores();
  for (const course of COURSES) await putCourse(stores, course, twoKindsOfLearners(course));
});
afterAll(() => stores.close());

describe('retraining is due', () => {
  const quiet: DriftReport = {
    modelId: 'm',
    asOf: toIso(NOW),
    running: [],
    rows: 0,
    learners: 0,
    population: null,
    withoutLabels: null,
    ended: [],
    calibration: null,
    fairness: [],
    alerts: [],
    notes: [],
  };
  const drifted = { ...quiet, calibration: { broken: 'The calibration error is 0.2.' } } as DriftReport;
  const trained = (daysAgo: number) => ({ createdAt: toIso(addDays(NOW, -daysAgo)) });
  const settings = { retrainAfterDays: 30 };

  test.each([
    ['a month after the last', trained(30), quiet, null, /30 days ago/],
    ['where the calibration is broken', trained(10), drifted, null, /calibration error/],
  ] as const)('%s', (_, champion, report, last, why) => {
    expect(whyRetrain(champion, report, last, settings, NOW)).toMatch(why);
  });

  test.each([
    ['while all is well', trained(29), quiet, null],
    ['in the week after the last one, whatever has drifted', trained(3), drifted, null],
    ['where the scheduler has just tried', trained(100), drifted, addDays(NOW, -1)],
  ] as const)('not %s', (_, champion, report, last) => {
    expect(whyRetrain(champion, report, last, settings, NOW)).toBeNull();
  });
});

describe('training anew', () => {
  const retraining = () => ({
    state: stores.state,
    eventLog: stores.eventLog,
    cluster: null,
    // The fastest estimator; the choice makes no difference here.
    estimator: 'logistic_regression',
    settings: file.models,
    precisionGoal: 0.8,
    seed: 1,
    now: NOW,
  });
  const decided = { by: 'ada', at: NOW, reason: 'the first', gates: [] };

  test('in a separate thread gives the same model as training in this thread, judged against the champion', async () => {
    const { model: here } = await trainEnrolments({
      ...retraining(),
      target: dropout,
      presentations: COURSES,
      until: null,
      leftAlone: new Map(),
      progress: () => {},
    });
    // Ranks as well as this model, but gives nearly the same probability to everybody.
    const dull = createModel({ ...here, calibration: { kind: 'platt', slope: 0.001, intercept: 2 } });
    await addModel(stores.state, dull, decided);
    await promoteModel(stores.state, dull.id, decided);
    const champion = await championOf(stores.state, 'dropout');
    if (champion === null) throw new Error('there is a champion');

    const promoted = await retrain(retraining(), champion, 'The last training was 30 days ago.');
    expect(promoted?.id).toBe(here.id);
    const after = await championOf(stores.state, 'dropout');
    expect(after?.model.id).toBe(here.id);
    expect(after?.decisions[0]).toMatchObject({ decision: 'promoted', by: SCHEDULER });
    expect(await lastTraining(stores.state)).toBe(NOW);

    // Training again from the same events gives the same model, so nothing changes.
    if (after === null) throw new Error('there is a champion');
    expect(await retrain(retraining(), after, 'again')).toBeNull();
    expect(await listedModels(stores.state)).toHaveLength(2);
  }, 120_000);

  test('is checked every night, by a schedule that outlives the process', async () => {
    const context = {
      ...retraining(),
      clock: () => NOW,
      onChampion: async () => {},
      logger: { error: () => {}, warn: () => {}, info: () => {} } as unknown as JobContext['logger'],
    };
    const stop = await startScheduler(context);
    await stop();
    const again = await startScheduler(context);
    await again();
    const schedules = await stores.state
      .selectFrom('pgboss.schedule' as never)
      .selectAll()
      .execute();
    expect(schedules).toMatchObject([{ name: 'check_model', cron: '0 3 * * *' }]);
  });
});
