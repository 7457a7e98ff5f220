import { expect, test } from 'vitest';
import { evaluateRows } from './row-evaluation.ts';

const judged = (probabilities: number[], labels: number[], groups?: string[]) => ({
  probabilities: Float64Array.from(probabilities),
  labels: Uint8Array.from(labels),
  groups: groups ?? labels.map((_, row) => `g${row}`),
});

test('the figures count every row once', () => {
  // Pairs right: (0.9, 0.1), (0.9, 0.6), (0.4, 0.1) of four. Brier: (0.01 + 0.36 + 0.36 + 0.01) / 4.
  const evaluation = evaluateRows(judged([0.9, 0.6, 0.4, 0.1], [1, 0, 1, 0]), { seed: 1 });
  expect(evaluation).toMatchObject({ kind: 'rows', n: 4, groups: 4, baseRate: 0.5 });
  expect(evaluation.auc.value).toBe(0.75);
  expect(evaluation.brier.value).toBeCloseTo(0.185, 14);
  expect(evaluation.rmse.value).toBeCloseTo(Math.sqrt(0.185), 14);
  expect(evaluation.accuracy.value).toBe(0.5);
  expect(evaluation.ece.value).toBeCloseTo((0.1 + 0.6 + 0.6 + 0.1) / 4, 14);
});

test('a probability of one half is a yes', () => {
  expect(evaluateRows(judged([0.5, 0.5], [1, 0]), { seed: 1 }).accuracy.value).toBe(0.5);
});

test('rows of a group are drawn together: similar rows in few groups leave wider intervals', () => {
  const rows = Array.from({ length: 400 }, (_, row) => row);
  const probabilities = rows.map(() => 0.6);
  const labels = rows.map((row) => (Math.floor(row / 40) % 2 === 0 ? 1 : 0));
  const width = (groups?: string[]) => {
    const { brier } = evaluateRows(judged(probabilities, labels, groups), { seed: 1 });
    return (brier.high as number) - (brier.low as number);
  };
  const alone = width();
  // Ten groups of forty equal rows deviate sqrt(40) times as much as 400 single rows.
  expect(width(rows.map((row) => String(Math.floor(row / 40)))) / alone).toBeGreaterThan(3);
});

test('without rows nothing is known', () => {
  const none = { value: null, low: null, high: null };
  expect(evaluateRows(judged([], []), { seed: 1 })).toMatchObject({
    n: 0,
    baseRate: null,
    auc: none,
    ece: none,
  });
});
