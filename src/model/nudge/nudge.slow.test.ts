import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { moment } from '../../domain/moment.ts';
import { openRejects, type Rejects } from '../../ingest/rejects.ts';
import { seededRandom } from '../../stats/random.ts';
import type { RowEvaluation } from '../judge/row-evaluation.ts';
import { featureMatrix } from '../matrix.ts';
import { event } from '../targets/event.ts';
import { resume } from '../targets/resume.ts';
import { evaluateNudge } from './evaluate-nudge.ts';
import { type LabelledTable, readLabelledTable } from './labelled-table.ts';
import { outOfFoldMargins } from './out-of-fold.ts';
import { trainNudge } from './train-nudge.ts';

const folder = mkdtempSync(join(tmpdir(), 'rekindle-nudge-'));
let rejects: Rejects;
beforeAll(() => {
  rejects = openRejects(join(folder, 'rejects.jsonl'));
});
afterAll(() => {
  rejects.close();
  rmSync(folder, { recursive: true });
});

function csvOf(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

describe('a table', () => {
  const HEADER = 'resume_uploaded,batch_resume_uploaded_pct,should_nudge_resume';

  test('gives its features and labels; wrong rows are refused', async () => {
    const good = '1,0.5,0\n'.repeat(40);
    const path = csvOf('table.csv', `${HEADER}\n1,0.5,0\n0,2e-05,1\n0,1.5,1\n2,0.5,1\n${good}`);
    const { name, matrix, labels } = await readLabelledTable(path, resume, rejects);
    expect(matrix.columns).toEqual(['resume_uploaded', 'batch_resume_uploaded_pct']);
    expect([...matrix.values.slice(0, 6)]).toEqual([1, 0.5, 0, 2e-5, 1, 0.5]);
    expect([...labels.slice(0, 3)]).toEqual([0, 1, 0]);
    expect(labels).toHaveLength(42);
    expect(rejects.countOf(name)).toBe(2);
  });

  test('of which a large share is refused is not taken', async () => {
    const path = csvOf('percent.csv', `${HEADER}\n1,50,0\n0,70,1\n`);
    const own = openRejects(join(folder, 'percent.jsonl'));
    await expect(readLabelledTable(path, resume, own)).rejects.toThrow('percent.csv: 2 of 2 rows refused.');
    own.close();
  });

  test('of a different target, or without a valid row, is refused', async () => {
    const path = csvOf('other.csv', `${HEADER}\n`);
    await expect(readLabelledTable(path, event, rejects)).rejects.toThrow('expected "karma,event_fomo_score');
    await expect(readLabelledTable(path, resume, rejects)).rejects.toThrow('no valid row');
    await expect(readLabelledTable(join(folder, 'none.csv'), resume, rejects)).rejects.toThrow(
      'is not a file',
    );
  });
});

/** Learners whose log-odds of yes are 2x for one number x; `prior` is the share of yes. */
function tableWith(prior: number, rows: number, seed: number): LabelledTable {
  const random = seededRandom(seed);
  const normal = () =>
    Math.sqrt(-2 * Math.log(1 - random.uniform())) * Math.cos(2 * Math.PI * random.uniform());
  const labels = Uint8Array.from({ length: rows }, () => (random.uniform() < prior ? 1 : 0));
  const values = Float64Array.from(labels, (label) => normal() + 2 * label - 1);
  return { name: 'drawn', matrix: featureMatrix(['x'], values), labels, fingerprint: 'drawn' };
}

const training = (table: LabelledTable) =>
  trainNudge({ target: event, table, estimator: 'logistic_regression', seed: 1, now: moment(0) });

describe('training', () => {
  test('judges on rows that the fit had not seen', () => {
    // Two normal distributions a distance of 2 apart: the AUC is Phi(sqrt 2) = 0.9214, the accuracy Phi(1) = 0.8413.
    const model = training(tableWith(0.5, 8000, 1));
    const evaluation = model.metrics.evaluation as RowEvaluation;
    expect(Math.abs(Number(evaluation.auc.value) - 0.9214)).toBeLessThan(0.01);
    expect(Math.abs(Number(evaluation.accuracy.value) - 0.8413)).toBeLessThan(0.015);
    expect(model.trainedOn).toMatchObject({ rows: 8000, from: null, parts: ['drawn'] });
  });

  test('is no better than chance on random labels, however closely trees can follow them', () => {
    const { matrix } = tableWith(0.5, 1000, 1);
    const random = seededRandom(2);
    const labels = Uint8Array.from({ length: 1000 }, () => random.below(2));
    const { margins } = outOfFoldMargins('gradient_boosting', matrix, labels, 1);
    const right = labels.filter((label, row) => (label === 1) === margins[row] > 0).length;
    // The deviation of a share of 1000 fair coins is 0.016.
    expect(Math.abs(right / 1000 - 0.5)).toBeLessThan(0.07);
  });
});

describe('evaluation after the share of yes has changed', () => {
  test('finds the new share without labels, and is calibrated again', () => {
    const { evaluation, adjusted } = evaluateNudge(
      training(tableWith(0.7, 8000, 1)),
      tableWith(0.3, 8000, 2),
      1,
    );
    expect(adjusted.trainingPrior).toBeCloseTo(0.7, 1);
    expect(Math.abs(adjusted.estimatedPrior - 0.3)).toBeLessThan(0.03);
    expect(Number(evaluation.ece.value)).toBeGreaterThan(0.1);
    expect(Number(adjusted.evaluation.ece.value)).toBeLessThan(0.03);
    expect(Number(adjusted.evaluation.accuracy.value)).toBeGreaterThan(
      Number(evaluation.accuracy.value) + 0.02,
    );
    // The order of the rows is the same.
    expect(adjusted.evaluation.auc.value).toBeCloseTo(Number(evaluation.auc.value), 12);
  });
});
