import { afterAll, beforeAll, expect, test } from 'vitest';
import file from '../../config/rekindle.config.json' with { type: 'json' };
import { atDay, courseWith } from '../../test/fixtures/course-events.ts';
import { type EmbeddedStores, openEmbeddedStores } from '../../test/fixtures/embedded-stores.ts';
import { handMadeModel } from '../../test/fixtures/hand-made-model.ts';
import { putCourse } from '../../test/fixtures/service.ts';
import { twoKindsOfLearners } from '../../test/fixtures/two-kinds-of-learners.ts';
import type { CalendarDate } from '../domain/moment.ts';
import { demographicsOf } from '../model/registry/demographics.ts';
import { checkDrift } from '../model/registry/drift-report.ts';
import { addModel } from '../model/registry/registry.ts';
import { checkModel, currentDriftReport } from './check-model.ts';

const over = courseWith('AAA-2012J', { startsOn: '2012-10-01' as CalendarDate, lengthDays: 70 });
const running = courseWith('BBB-2014B', { lengthDays: 70 });
const now = atDay(running, 50);
const model = handMadeModel(['AAA-2011J']);

let stores: EmbeddedStores;
beforeAll(async () => {
  stores = await openEmbeddedStores();
  for (const course of [over, running]) await putCourse(stores, course, twoKindsOfLearners(course));
  await addModel(stores.state, model, { by: 'ada', at: now, reason: 'to be checked', gates: [] });
});
afterAll(() => stores.close());

test('a check in a separate thread finds what a check in this thread finds, and a kept one serves for a day', async () => {
  const { state, eventLog } = stores;
  const check = { eventLog, presentations: [over, running], settings: file.models, seed: 1, now };
  const here = await checkDrift({ ...check, demographicsOf: (ids) => demographicsOf(state, ids) }, model);
  expect(here).toMatchObject({ running: [running.id], ended: [over.id] });
  const inThread = { ...check, state, cluster: null };
  expect(await currentDriftReport(inThread, model)).toEqual(here);
  expect(await state.selectFrom('drift_check').select('as_of').execute()).toEqual([]);
  expect(await checkModel(inThread, model)).toEqual(here);
  // The second report is read, not computed: there is nothing left to compute it from.
  expect(await currentDriftReport({ ...inThread, presentations: [] }, model)).toEqual(here);
});

test('a failed check says why it failed', async () => {
  const { state, eventLog } = stores;
  const broken = { ...eventLog, rowBinary: () => Promise.reject(new Error('The event log is away.')) };
  const check = { state, eventLog: broken, cluster: null, settings: file.models, seed: 1 };
  const later = atDay(running, 60);
  await expect(
    currentDriftReport({ ...check, presentations: [over, running], now: later }, model),
  ).rejects.toThrow('The event log is away.');
});
