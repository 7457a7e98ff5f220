import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Model } from '../model/model-file.ts';
import { resume } from '../model/targets/resume.ts';
import { loadNudgeModels, nudgeModel } from './models.ts';

test('with a missing and a damaged model the rules decide alone, and a warning says so', () => {
  const folder = mkdtempSync(join(tmpdir(), 'rekindle-models-'));
  try {
    writeFileSync(join(folder, 'event.json'), '{"format": "rekindle-model"');
    const warnings: string[] = [];
    const models = loadNudgeModels(folder, (message) => warnings.push(message));
    expect(models).toMatchObject({ resume: null, event: null });
    expect(models.missing).toEqual([
      expect.stringMatching(/^resume: .*no such file/),
      expect.stringMatching(/^event: .*is not JSON/),
    ]);
    expect(warnings).toHaveLength(2);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test.each([
  ['answers nonsense', () => Number.NaN, 'its answer is NaN'],
  [
    'throws',
    () => {
      throw new Error('no such column');
    },
    'no such column',
  ],
])('a model that %s is reported once and answers nothing', (_, margin, why) => {
  const warnings: string[] = [];
  const model = {
    id: 'm-1',
    target: 'resume',
    indicators: ['resume_uploaded', 'batch_resume_uploaded_pct'],
    calibration: { kind: 'platt', slope: 1, intercept: 0 },
    trainedOn: { to: null },
    estimator: { margin },
  } as unknown as Model;
  const asked = nudgeModel(model, resume, (message) => warnings.push(message));
  expect([asked([0, 0.8]), asked([0, 0.9])]).toEqual([null, null]);
  expect(warnings).toEqual([`Model m-1 of resume fails, and rules decide alone: ${why}`]);
});
