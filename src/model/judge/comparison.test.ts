import { describe, expect, it } from 'vitest';
import { learnerId } from '../../domain/learner.ts';
import { presentationId } from '../../domain/presentation.ts';
import { seededRandom } from '../../stats/random.ts';
import { sigmoid } from '../../stats/sigmoid.ts';
import { COMPARED, compareAnswers } from './comparison.ts';
import { evaluate, type ScoredRow } from './evaluation.ts';

const LEARNERS = 300;
const DAYS = [14, 28, 56, 84];

/** Learners with a tendency that decides whether they fail; each model sees it through its own noise. */
function answers(noise: number, seed: number): ScoredRow[] {
  const tendencies = seededRandom(1);
  const random = seededRandom(seed);
  return Array.from({ length: LEARNERS }, (_, nth) => {
    const tendency = 6 * tendencies.uniform() - 3;
    const label = tendencies.uniform() < sigmoid(tendency) ? (1 as const) : (0 as const);
    return DAYS.map((day) => ({
      learnerId: learnerId(`learner-${nth}`),
      presentationId: presentationId('AAA-2014J'),
      day,
      lengthDays: 240,
      probability: sigmoid(tendency + noise * (2 * random.uniform() - 1)),
      label,
      outcome: label === 1 ? ('fail' as const) : ('pass' as const),
      leadDays: null,
    }));
  }).flat();
}

const good = { rows: answers(0.5, 2), alertThreshold: 0.7 };
const noisy = { rows: answers(8, 3), alertThreshold: 0.7 };
const options = { seed: 1, resamples: 200 };

describe('two models on the same rows', () => {
  const comparison = compareAnswers(noisy, good, options);

  it('show which is better, and by how much', () => {
    expect(comparison.auc.better).toBe('second');
    expect(comparison.brier.better).toBe('second');
    const { first, second, difference } = comparison.auc;
    expect(difference.value).toBe(Number(second) - Number(first));
    expect(difference.low).toBeGreaterThan(0);
    // A lower Brier score is the better one.
    expect(comparison.brier.difference.high).toBeLessThan(0);
  });

  it('have the figures of their own evaluations', () => {
    for (const [side, { rows, alertThreshold }] of [
      ['first', noisy],
      ['second', good],
    ] as const) {
      const { overall, alerts } = evaluate(rows, { alertThreshold, ...options, resamples: 2 });
      for (const name of ['auc', 'averagePrecision', 'brier', 'ece'] as const)
        expect(comparison[name][side]).toBeCloseTo(Number(overall[name].value), 12);
      expect(comparison.alertPrecision[side]).toBe(alerts.precision.value);
      expect(comparison.alertRecall[side]).toBe(alerts.recall.value);
    }
  });

  it('differ by the opposite when they change places', () => {
    const swapped = compareAnswers(good, noisy, options);
    for (const name of Object.keys(COMPARED) as (keyof typeof COMPARED)[]) {
      expect(swapped[name].difference.value).toBeCloseTo(-Number(comparison[name].difference.value), 12);
      expect(swapped[name].difference.low).toBeCloseTo(-Number(comparison[name].difference.high), 12);
    }
    expect(swapped.auc.better).toBe('first');
  });

  it('do not differ where both are the same model', () => {
    for (const { difference, better } of Object.values(compareAnswers(good, good, options))) {
      expect(difference).toEqual({ value: 0, low: 0, high: 0 });
      expect(better).toBe('undecided');
    }
  });

  it('are compared in pairs, which shows a small difference that separate intervals would hide', () => {
    const slightly = { ...good, rows: answers(1.8, 4) };
    const { auc } = compareAnswers(good, slightly, options);
    expect(auc.better).toBe('first');
    const separate = evaluate(good.rows, { ...good, ...options }).overall.auc;
    expect(Number(auc.second)).toBeGreaterThan(Number(separate.low));
  });
});

it('refuses rows that differ', () => {
  const fewer = { ...good, rows: good.rows.slice(1) };
  expect(() => compareAnswers(good, fewer, options)).toThrow(RangeError);
});
