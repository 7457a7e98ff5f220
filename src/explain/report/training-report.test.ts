import { describe, expect, test } from 'vitest';
import { moment } from '../../domain/moment.ts';
import { featureMatrix } from '../../model/matrix.ts';
import { compareEstimators } from '../../model/nudge/compare-estimators.ts';
import { trainNudge } from '../../model/nudge/train-nudge.ts';
import { resume } from '../../model/targets/resume.ts';
import { simulatedDataset } from '../../simulate/dataset.ts';
import { trainingReport } from './training-report.ts';

const COUNT = 1000;
const rows = [...simulatedDataset('resume', { count: COUNT, noise: 0.05, seed: 1 })]
  .slice(1)
  .map((line) => line.split(',').map(Number));
const table = {
  name: 'resume.csv',
  fingerprint: 'simulated',
  matrix: featureMatrix(
    ['resume_uploaded', 'batch_resume_uploaded_pct'],
    Float64Array.from(rows.flatMap((row) => row.slice(0, 2))),
  ),
  labels: Uint8Array.from(rows, ([, , label]) => label),
};
const estimators = ['logistic_regression', 'gradient_boosting'];
const steps: number[] = [];
const compared = compareEstimators({
  table,
  estimators,
  chosen: 'gradient_boosting',
  seed: 1,
  onProgress: (done) => steps.push(done),
});
const model = trainNudge({ target: resume, table, estimator: 'gradient_boosting', seed: 1, now: moment(0) });
const files = trainingReport({ model, ...table, compared, seed: 1 });

describe('comparing estimators', () => {
  test('judges the chosen estimator as its own training does, by the same folds', () => {
    const [, chosen] = compared;
    expect(chosen.evaluation).toEqual(model.metrics.evaluation);
    expect(chosen.againstChosen).toBeNull();
    expect(steps).toEqual([0, 1, 2]);
  });

  test('compares each other estimator with it on the same rows', () => {
    const [{ evaluation, againstChosen }] = compared;
    expect(againstChosen?.accuracy.first).toBe(compared[1].evaluation.accuracy.value);
    expect(againstChosen?.accuracy.second).toBe(evaluation.accuracy.value);
  });

  test('finds the rule, as far as the noise in one label of twenty allows', () => {
    for (const { classification } of compared) {
      expect(classification.accuracy).toBeGreaterThan(0.93);
      expect(classification.accuracy).toBeLessThanOrEqual(0.955);
    }
  });

  test('requires the chosen estimator among the compared ones', () => {
    const comparison = { table, estimators: [], seed: 1, onProgress: () => {} };
    expect(() => compareEstimators({ ...comparison, chosen: 'gradient_boosting' })).toThrow('not compared');
  });
});

describe('the reports', () => {
  test('give precision, recall, F1 and support of both labels and their means, for each estimator', () => {
    const { estimators: reports } = JSON.parse(files['classification-report.json']);
    expect(Object.keys(reports)).toEqual(estimators);
    expect(reports.gradient_boosting.no.support + reports.gradient_boosting.yes.support).toBe(COUNT);
    for (const name of ['no', 'yes', 'macro', 'weighted'])
      expect(Object.keys(reports.gradient_boosting[name])).toEqual(['precision', 'recall', 'f1', 'support']);
    expect(files['classification-report.txt']).toContain('weighted');
  });

  test('count every row once in a confusion matrix', () => {
    const [, ...lines] = files['confusion-matrix.csv'].trimEnd().split('\n');
    const counts = lines.map((line) => line.split(',').slice(2).map(Number));
    expect(counts.flat().reduce((sum, count) => sum + count, 0)).toBe(estimators.length * COUNT);
  });

  test('rank the features, as a table and as a picture', () => {
    const [header, ...lines] = files['importances.csv'].trimEnd().split('\n');
    expect(header).toBe('feature,auc_drop,low,high,mean_contribution_log_odds');
    expect(lines.map((line) => line.split(',')[0]).sort()).toEqual([...table.matrix.columns].sort());
    // Without either feature, the answer is a guess.
    for (const line of lines) expect(Number(line.split(',')[1])).toBeGreaterThan(0.1);
    expect(files['importances.svg']).toMatch(/^<svg .*Permutation importance/s);
  });

  test('list the final features, with their least, mean and greatest values', () => {
    const { features } = JSON.parse(files['final-features.json']);
    expect(features).toHaveLength(2);
    expect(features[0]).toMatchObject({ feature: 'resume_uploaded', least: 0, most: 1 });
  });

  test('say how the class balance was handled', () => {
    expect(JSON.parse(files['comparison.json']).classBalance).toContain('same total weight');
    expect(files['comparison.txt']).toContain('same total weight');
  });
});
