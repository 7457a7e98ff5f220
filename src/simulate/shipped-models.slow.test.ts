import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { moment } from '../domain/moment.ts';
import { openRejects } from '../ingest/rejects.ts';
import { parseModelFile } from '../model/model-file.ts';
import { readLabelledTable } from '../model/nudge/labelled-table.ts';
import { trainNudge } from '../model/nudge/train-nudge.ts';
import { scorerOf } from '../model/score.ts';
import { event } from '../model/targets/event.ts';
import { resume } from '../model/targets/resume.ts';
import { simulatedDataset } from './dataset.ts';

const shipped = (name: string) => parseModelFile(readFileSync(`models/${name}.json`, 'utf8'), name);

// docs/model-card-nudges.md has the commands.
test.each([
  ['resume', resume],
  ['event', event],
] as const)('the documented commands give the shipped %s model', async (name, target) => {
  const folder = mkdtempSync(join(tmpdir(), 'rekindle-shipped-'));
  const rejects = openRejects(join(folder, 'rejects.jsonl'));
  try {
    const path = join(folder, `${name}.csv`);
    const lines = simulatedDataset(name, { count: 10_000, noise: 0.05, seed: 1 });
    writeFileSync(path, `${[...lines].join('\n')}\n`);
    const table = await readLabelledTable(path, target, rejects);
    const estimator = 'logistic_regression';
    expect(trainNudge({ target, table, estimator, seed: 1, now: moment(0) }).id).toBe(shipped(name).id);
  } finally {
    rejects.close();
    rmSync(folder, { recursive: true });
  }
});

test.each([
  ['resume', (share: number) => [0, share]],
  ['event', (score: number) => [250, score]],
] as const)('the %s model never gives a lower probability for more reason', (name, rowOf) => {
  const model = shipped(name);
  const scorer = scorerOf(model, model.indicators);
  const probabilities = Array.from({ length: 101 }, (_, percent) =>
    scorer.probability(Float64Array.from(rowOf(percent / 100))),
  );
  for (let percent = 1; percent <= 100; percent += 1)
    expect(probabilities[percent]).toBeGreaterThanOrEqual(probabilities[percent - 1]);
  expect(probabilities[40]).toBeLessThan(0.2);
  expect(probabilities[85]).toBeGreaterThan(0.9);
});

test('the resume model asks no learner with a résumé for one', () => {
  const model = shipped('resume');
  const scorer = scorerOf(model, model.indicators);
  for (let percent = 0; percent <= 100; percent += 1)
    expect(scorer.probability(Float64Array.of(1, percent / 100))).toBeLessThan(0.5);
});
