import { expect, test } from 'vitest';
import { learnerId } from '../../domain/learner.ts';
import { presentationId } from '../../domain/presentation.ts';
import type { ScoredRow } from './evaluation.ts';
import { intervalCoverage } from './interval-coverage.ts';

const rows = (presentation: string, probability: number, met: number, of: number, day = 28): ScoredRow[] =>
  Array.from({ length: of }, (_, nth) => ({
    presentationId: presentationId(presentation),
    learnerId: learnerId(`${nth}`),
    day,
    lengthDays: 240,
    probability,
    label: nth < met ? 1 : 0,
    outcome: nth < met ? 'fail' : 'pass',
    leadDays: null,
  }));

const tenPoints = (probability: number) => ({ low: probability - 0.1, high: probability + 0.1 });

test('counts the tenths whose share with the target lies in the mean interval', () => {
  const all = [
    // Together 75 of 150, which is 0.5; each presentation by itself has 0.7, outside, and 0.4, inside.
    ...rows('AAA-2014B', 0.45, 35, 50),
    ...rows('BBB-2014B', 0.45, 40, 100),
    // 0.9 lies outside 0.55 to 0.75.
    ...rows('BBB-2014B', 0.65, 90, 100),
  ];
  const coverage = intervalCoverage(all, tenPoints);
  expect(coverage.overall).toBe(1 / 2);
  expect(coverage.byPresentation).toBe(1 / 3);
  expect(coverage.meanWidth).toBeCloseTo(0.2, 12);
});

test('leaves out tenths with too few rows, and the days between the pooled ones', () => {
  const all = [...rows('AAA-2014B', 0.45, 29, 29), ...rows('AAA-2014B', 0.45, 50, 50, 35)];
  expect(intervalCoverage(all, tenPoints)).toMatchObject({ overall: null, byPresentation: null });
});
