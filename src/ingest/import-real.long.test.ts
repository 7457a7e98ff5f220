import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { openOuladImports } from '../../test/oulad-imports.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const SAMPLE = join(ROOT, 'data', 'oulad-sample', 'oulad-sample.zip');
const DEVELOPMENT_SET = join(ROOT, '..', 'shared', 'data', 'oulad', 'oulad-dev.zip');

const imports = await openOuladImports();
const { eventLog, run, rejected } = imports;
beforeEach(() => imports.clear());
afterAll(() => imports.close());

const totals = async () => {
  const rows = await eventLog.rows<{ verb: string; events: string; interactions: string }>(
    `select verb, toUInt32(count()) as events, toUInt32(sum(interactions)) as interactions
     from activity_event final group by verb`,
  );
  return Object.fromEntries(
    rows.map(({ verb, events, interactions }) => [verb, [Number(events), Number(interactions)]]),
  );
};

// Counted in the published files without this code: distinct (learner, site, day), the sum of sum_click, and so on.
const SAMPLE_TOTALS = {
  registered: [3850, 3850],
  withdrew: [1137, 1137],
  finished: [2716, 2716],
  submitted: [24_368, 24_368],
  interacted: [529_194, 2_212_521],
};

test('the bundled sample is small and complete, and no row of it is refused', async () => {
  expect(statSync(SAMPLE).size).toBeLessThan(5_000_000);
  const { presentations, enrolments, refused } = await run(SAMPLE);
  expect(refused).toEqual({});
  expect(rejected()).toEqual([]);
  expect(presentations).toEqual(['BBB-2013J', 'BBB-2014B']);
  expect(enrolments).toBe(2237 + 1613);
  expect(await totals()).toEqual(SAMPLE_TOTALS);
});

test.skipIf(!existsSync(DEVELOPMENT_SET))(
  `the development set after the sample duplicates nothing${existsSync(DEVELOPMENT_SET) ? '' : ' (../shared/data/oulad/oulad-dev.zip is not there)'}`,
  async () => {
    await run(SAMPLE);
    const { files, events, enrolments } = await run(DEVELOPMENT_SET);
    expect(files['studentVle.csv']).toEqual({ read: 7_035_828, kept: 7_035_828, refused: 0 });
    expect(enrolments).toBe(21_333);
    expect(events.interacted).toEqual({ written: 5_656_426 - 529_194, known: 529_194 });
    expect(await totals()).toEqual({
      registered: [21_333, 21_333],
      withdrew: [6339, 6339],
      finished: [15_003, 15_003],
      submitted: [121_738, 121_738],
      interacted: [5_656_426, 25_804_801],
    });
  },
  300_000,
);
