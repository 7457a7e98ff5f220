import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { answerOf, apiOver } from '../../test/fixtures/api.ts';
import { atDay, courseWith, eventsIn } from '../../test/fixtures/course-events.ts';
import { type EmbeddedStores, openEmbeddedStores } from '../../test/fixtures/embedded-stores.ts';
import { putCourse, serviceOver } from '../../test/fixtures/service.ts';
import { twoKindsOfLearners } from '../../test/fixtures/two-kinds-of-learners.ts';
import type { CalendarDate } from '../domain/moment.ts';
import { parseModelFile } from '../model/model-file.ts';
import { addModel, promoteModel } from '../model/registry/registry.ts';
import type { Attention } from '../read/attention-view.ts';
import type { DataQualityView } from '../read/data-quality-view.ts';
import type { DriftView, ModelsView } from '../read/models-view.ts';
import type { Overview } from '../read/overview-view.ts';
import type { Server } from './http.ts';

const over = courseWith('AAA-2012J', { startsOn: '2012-10-01' as CalendarDate, lengthDays: 70 });
const running = courseWith('BBB-2014B', { lengthDays: 70 });
const now = atDay(running, 50);
const model = parseModelFile(readFileSync('models/dropout.json', 'utf8'));

let stores: EmbeddedStores;
let server: Server;
beforeAll(async () => {
  stores = await openEmbeddedStores();
  const { registered, withdrew, clicked } = eventsIn(running);
  await putCourse(stores, over, twoKindsOfLearners(over, 120));
  await putCourse(stores, running, [
    ...twoKindsOfLearners(running),
    registered('ghost', -5),
    withdrew('ghost', 10),
    clicked('ghost', 30.5, 20_000),
    clicked('stranger', 31.5, 3),
  ]);
  await stores.state
    .insertInto('learner_demographic')
    .values(
      Array.from({ length: 240 }, (_, nth) => ({
        presentation_id: over.id,
        learner_id: `${over.id}-${nth}`,
        gender: nth % 2 === 0 ? 'F' : 'M',
      })),
    )
    .execute();
  const decided = { by: 'ada', at: now, reason: 'It is the first.', gates: [] };
  await addModel(stores.state, model, decided);
  await promoteModel(stores.state, model.id, decided);
  ({ server } = await apiOver(stores, now));
});
afterAll(async () => {
  await server.close();
  await stores.close();
});

test('the registry tells who promoted a model, when and why', async () => {
  const { models } = await answerOf<ModelsView>(server, '/v1/models');
  expect(models).toMatchObject([
    {
      id: model.id,
      status: 'champion',
      target: 'dropout',
      trainedOn: { parts: model.trainedOn.parts },
      decisions: [{ decision: 'promoted', by: 'ada', reason: 'It is the first.' }, { decision: 'added' }],
    },
  ]);
});

test('a model says until when it has learnt, which model was judged, and whether it is from later', async () => {
  const [shown] = (await answerOf<ModelsView>(server, '/v1/models')).models;
  expect(shown).toMatchObject({
    learntUntil: model.trainedOn.knownOn,
    isFromLater: true,
    judgedModel: { learntFrom: model.metrics.judgedModel?.trainedOn.parts, learntUntil: '2013-09-29' },
  });
  const afterwards = await answerOf<ModelsView>(server, '/v1/models?asOf=2014-07-01');
  expect(afterwards.models[0].isFromLater).toBe(false);
});

describe('a check of a model', () => {
  test('expects of what runs, judges by what is over, and changes nothing', async () => {
    const drift = await answerOf<DriftView>(server, `/v1/models/${model.id}/drift`);
    expect(drift).toMatchObject({ modelId: model.id, running: [running.id], ended: [over.id] });
    expect(drift.withoutLabels?.auc.value).toBeGreaterThan(0.5);
    expect(drift.calibration).toMatchObject({ enrolments: 240 });
    const levels = new Map(drift.population?.indicators.map((one) => [one.indicator, one.level]));
    // Every course has a calendar of its own: no cause for alarm.
    expect(levels.get('days_to_next_deadline')).toBe('calendar');
    expect(levels.get('clicks_total')).not.toBe('calendar');
    expect(drift.fairness.map(({ group }) => group)).toEqual(['F', 'M']);
    const kept = await stores.state.selectFrom('drift_check').select('model_id').execute();
    expect(kept).toEqual([]);
    expect(await answerOf(server, `/v1/models/${model.id}/drift`)).toEqual(drift);
  });

  test('of a model that is not there is a problem', async () => {
    expect((await server.inject({ url: '/v1/models/nobody/drift' })).statusCode).toBe(404);
  });
});

test('data quality counts what cannot be, by kind', async () => {
  const quality = await answerOf<DataQualityView>(server, '/v1/data-quality');
  expect(quality.impossible).toEqual([
    { kind: 'after_withdrawal', events: 1, learners: 1, examples: ['BBB-2014B: ghost'] },
    { kind: 'never_registered', events: 1, learners: 1, examples: ['BBB-2014B: stranger'] },
    { kind: 'too_many_interactions', events: 1, learners: 1, examples: ['BBB-2014B: ghost'] },
  ]);
  expect(quality.sources).toMatchObject([{ source: 'test', silentDays: [], duplicateShare: 0 }]);
  expect(quality.lastImport).toBeNull();
});

describe('under a broken calibration', () => {
  const BROKEN = 'The calibration error is 0.200; the limit is 0.1.';
  const course = `/v1/presentations/${running.id}`;

  test('course and attention list say why the risk is withheld, and the list is by the rules', async () => {
    await stores.state.deleteFrom('drift_check').execute();
    const scorer = { ...serviceOver(stores).scorer, modelId: model.id };
    const { server: serving } = await apiOver(stores, now, { service: { scorer } });
    const before = await answerOf<Attention>(serving, `${course}/attention?limit=500`);
    expect(before.riskWithheld).toBeNull();
    const check = {
      model_id: model.id,
      as_of: new Date(now),
      report: JSON.stringify({ calibration: { broken: BROKEN } }),
    };
    await stores.state
      .insertInto('drift_check')
      .values(check)
      .onConflict((conflict) => conflict.columns(['model_id', 'as_of']).doUpdateSet({ report: check.report }))
      .execute();
    expect(await answerOf<Overview>(serving, `${course}/overview`)).toMatchObject({ riskWithheld: BROKEN });
    const list = await answerOf<Attention>(serving, `${course}/attention?limit=500&band=high`);
    expect(list.riskWithheld).toBe(BROKEN);
    // Bands are the model's word, too: nobody is left out by them.
    expect(list.total).toBe(before.total);
    const proposed = list.enrolments.map(({ suggestedAction }) => suggestedAction !== null);
    expect(proposed).toContain(true);
    // Whoever the rules propose something for comes before everybody else, whatever the risk says.
    expect(proposed).toEqual(proposed.toSorted((a, b) => Number(b) - Number(a)));
    expect(list.enrolments.map(({ suggestedAction }) => suggestedAction?.intervention)).not.toContain(
      'coach_call',
    );
    await stores.state.deleteFrom('drift_check').execute();
    await serving.close();
  });
});
