import { describe, expect, it } from 'vitest';
import type { Comparison } from '../judge/comparison.ts';
import type { ComparedFigure } from '../judge/paired.ts';
import { judgePromotion } from './promotion.ts';

const figure = (better: ComparedFigure['better'], low: number, high: number): ComparedFigure => ({
  first: 0.14,
  second: 0.13,
  difference: { value: (low + high) / 2, low, high },
  better,
});
const undecided = figure('undecided', -0.01, 0.01);
const comparison = (changes: Partial<Comparison> = {}): Comparison => ({
  auc: undecided,
  averagePrecision: undecided,
  brier: figure('second', -0.02, -0.01),
  ece: undecided,
  alertPrecision: undecided,
  alertRecall: undecided,
  ...changes,
});
const unfair = { gate: 'fairness', passed: false, finding: 'A gap is beyond its limit.' } as const;

describe('a candidate', () => {
  it('is promoted where its probabilities are clearly better', () => {
    const { promoted, reason } = judgePromotion(comparison(), []);
    expect(promoted).toBe(true);
    expect(reason).toContain('Brier score -0.0150');
  });

  it('stays a candidate, with the reason, where it may be better by chance', () => {
    const { promoted, reason } = judgePromotion(comparison({ brier: undecided }), []);
    expect(promoted).toBe(false);
    expect(reason).toMatch(/-0\.0100 to \+0\.0100.*not clearly better/);
  });

  it('stays a candidate where it ranks worse, whatever its probabilities', () => {
    const { promoted, reason } = judgePromotion(comparison({ auc: figure('first', -0.03, -0.01) }), []);
    expect(promoted).toBe(false);
    expect(reason).toContain('ranks worse');
  });

  it('stays a candidate where another gate objects, with or without a champion', () => {
    expect(judgePromotion(comparison(), [unfair])).toMatchObject({ promoted: false, reason: unfair.finding });
    expect(judgePromotion(null, [unfair]).promoted).toBe(false);
  });

  it('is promoted without a comparison where there is no champion', () => {
    expect(judgePromotion(null, [])).toEqual({ promoted: true, reason: 'There was no champion.', gates: [] });
  });
});
