import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { ESTIMATORS } from '../../model/estimators/estimators.ts';

const folder = mkdtempSync(join(tmpdir(), 'rekindle-reports-'));
afterAll(() => rmSync(folder, { recursive: true }));

const rekindle = (...args: string[]): string =>
  execFileSync(process.execPath, ['src/main.ts', ...args], {
    encoding: 'utf8',
    stdio: 'pipe',
    env: { ...process.env, REKINDLE_DATA_DIR: folder },
  });

test('a simulated table trains a model, and every estimator is compared', () => {
  const [data, out, reports] = ['event.csv', 'event.json', 'reports'].map((name) => join(folder, name));
  rekindle('simulate', 'dataset', '--target', 'event', '--count', '300', '--out', data);
  const answer = rekindle('train', 'event', '--data', data, '--out', out, '--reports', reports, '--json');
  const { refused, modelId, reports: written } = JSON.parse(answer);
  expect(refused).toBe(0);
  expect(written).toHaveLength(8);
  expect(readdirSync(reports).sort()).toEqual([
    'classification-report.json',
    'classification-report.txt',
    'comparison.json',
    'comparison.txt',
    'confusion-matrix.csv',
    'final-features.json',
    'importances.csv',
    'importances.svg',
  ]);
  const comparison = JSON.parse(readFileSync(join(reports, 'comparison.json'), 'utf8'));
  expect(comparison.modelId).toBe(modelId);
  expect(comparison.estimators.map(({ estimator }: { estimator: string }) => estimator)).toEqual(
    Object.keys(ESTIMATORS),
  );
}, 60_000);

test('only nudges have reports', () => {
  expect(() => rekindle('train', 'dropout', '--reports', folder)).toThrow(
    '--reports is for resume and event',
  );
}, 30_000);
