import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type EmbeddedStores, openEmbeddedStores } from '../../../test/fixtures/embedded-stores.ts';
import { moment } from '../../domain/moment.ts';
import { InputError, NotFoundError } from '../../errors.ts';
import { createModel, type Model, parseModelFile } from '../model-file.ts';
import { modelInService } from './model-in-service.ts';
import {
  addModel,
  championOf,
  keepCandidate,
  listedModels,
  promoteModel,
  registeredModel,
  retireModel,
} from './registry.ts';

const NOW = moment(Date.parse('2014-04-07T09:00:00Z'));
const packaged = parseModelFile(readFileSync('models/dropout.json', 'utf8'));
const other = (alertThreshold: number): Model => createModel({ ...packaged, alertThreshold });
const decided = (reason: string) => ({ by: 'ada', at: NOW, reason, gates: [] });

let stores: EmbeddedStores;
beforeAll(async () => {
  stores = await openEmbeddedStores();
});
afterAll(() => stores.close());
beforeEach(async () => {
  await stores.state.deleteFrom('model_decision').execute();
  await stores.state.deleteFrom('model').execute();
});

const statuses = async () => (await listedModels(stores.state)).map((one) => [one.id, one.status] as const);

describe('the registry', () => {
  test('has one champion a target, and says who chose it, when and why', async () => {
    const [first, second] = [other(0.5), other(0.6)];
    for (const model of [first, second]) await addModel(stores.state, model, decided('trained'));
    await promoteModel(stores.state, first.id, decided('the first'));
    await promoteModel(stores.state, second.id, decided('better'));
    expect(await statuses()).toEqual([
      [second.id, 'champion'],
      [first.id, 'retired'],
    ]);
    const champion = await championOf(stores.state, 'dropout');
    expect(champion?.model).toMatchObject({ id: second.id, alertThreshold: 0.6 });
    expect(champion?.decisions.map(({ decision, by, at, reason }) => [decision, by, at, reason])).toEqual([
      ['promoted', 'ada', NOW, 'better'],
      ['added', 'ada', NOW, 'trained'],
    ]);
  });

  test('keeps a candidate with the reason it was not promoted, gate by gate', async () => {
    await addModel(stores.state, packaged, decided('trained'));
    const gates = [{ gate: 'better', passed: false as const, finding: 'not clearly better' }];
    await keepCandidate(stores.state, packaged.id, { ...decided('not clearly better'), gates });
    const [candidate] = await listedModels(stores.state);
    expect(candidate).toMatchObject({ status: 'candidate', decisions: [{ decision: 'kept', gates }, {}] });
  });

  test('refuses to retire the champion, and to promote a model that does not exist', async () => {
    await addModel(stores.state, packaged, decided('trained'));
    await promoteModel(stores.state, packaged.id, decided('the first'));
    await expect(retireModel(stores.state, packaged.id, decided('old'))).rejects.toThrow(InputError);
    await expect(promoteModel(stores.state, 'nobody', decided(''))).rejects.toThrow(NotFoundError);
    expect(await statuses()).toEqual([[packaged.id, 'champion']]);
  });

  test('shows a model that this release cannot read, and why', async () => {
    await addModel(stores.state, packaged, decided('trained'));
    await stores.state.updateTable('model').set({ file: '{}' }).execute();
    expect(await listedModels(stores.state)).toMatchObject([
      { id: packaged.id, about: { problem: expect.stringContaining('is not a Rekindle model') } },
    ]);
  });

  test('reads one model without reading the files of the rest', async () => {
    const models = [other(0.5), other(0.6), other(0.7)];
    for (const model of models) await addModel(stores.state, model, decided('trained'));
    const [first, champion, last] = models.map(({ id }) => id);
    await promoteModel(stores.state, champion, decided('better'));
    await stores.state.updateTable('model').set({ file: 'damaged' }).where('id', '!=', champion).execute();

    const files: string[] = [];
    const counting = stores.state.withPlugin({
      transformQuery: ({ node }) => node,
      transformResult: async ({ result }) => {
        for (const { file } of result.rows) if (typeof file === 'string') files.push(file);
        return result;
      },
    });
    expect((await championOf(counting, 'dropout'))?.model.id).toBe(champion);
    expect(await championOf(counting, 'engagement')).toBeNull();
    expect(files).toHaveLength(1);
    const one = await registeredModel(counting, champion);
    expect(one.decisions.map(({ decision }) => decision)).toEqual(['promoted', 'added']);
    expect(files).toHaveLength(2);
    await expect(registeredModel(counting, first)).rejects.toThrow(InputError);
    await expect(registeredModel(counting, 'nobody')).rejects.toThrow(NotFoundError);
    expect(files).toHaveLength(3);
    expect((await statuses()).map(([id]) => id).sort()).toEqual([champion, first, last].sort());
  });
});

describe('the model in service', () => {
  const serve = async (offered: Model, origin: 'package' | 'MODEL_PATH' = 'package') =>
    (await modelInService(stores.state, offered, origin, NOW)).id;

  test('is at first the model of the release, and later that of a newer release', async () => {
    expect(await serve(packaged)).toBe(packaged.id);
    expect(await serve(packaged)).toBe(packaged.id);
    expect((await listedModels(stores.state))[0].decisions).toHaveLength(2);
    const newer = other(0.6);
    expect(await serve(newer)).toBe(newer.id);
  });

  test('is the champion that somebody chose, whatever comes with a release', async () => {
    await serve(packaged);
    const trained = other(0.6);
    await addModel(stores.state, trained, decided('trained'));
    await promoteModel(stores.state, trained.id, decided('better'));
    expect(await serve(packaged)).toBe(trained.id);
    expect(await serve(other(0.7))).toBe(trained.id);
  });

  test('is the model that MODEL_PATH names, before any other', async () => {
    await serve(packaged);
    const named = other(0.6);
    expect(await serve(named, 'MODEL_PATH')).toBe(named.id);
    expect(await statuses()).toContainEqual([named.id, 'champion']);
  });

  test('is the release’s where the champion cannot be read', async () => {
    await serve(other(0.6), 'MODEL_PATH');
    await stores.state.updateTable('model').set({ file: '{}' }).execute();
    expect(await serve(packaged)).toBe(packaged.id);
  });
});
