import { describe, expect, it } from 'vitest';
import type { Outcome } from '../../domain/enrolment.ts';
import { learnerId } from '../../domain/learner.ts';
import { presentationId } from '../../domain/presentation.ts';
import { seededRandom } from '../../stats/random.ts';
import { enrolmentEvaluationSchema, evaluate, type ScoredRow } from './evaluation.ts';

const STEP_DAYS = 28;

/** The rows of one enrolment, from day 28; the last probability is the one before the withdrawal, if there was one. */
const enrolment = (
  learner: string,
  outcome: Outcome,
  probabilities: readonly number[],
  withdrewOnDay: number | null = null,
): ScoredRow[] =>
  probabilities.map((probability, step) => ({
    learnerId: learnerId(learner),
    presentationId: presentationId('AAA-2014J'),
    day: STEP_DAYS * (step + 1),
    lengthDays: 240,
    probability,
    label: outcome === 'withdrew' || outcome === 'fail' ? 1 : 0,
    outcome,
    leadDays: withdrewOnDay === null ? null : withdrewOnDay - STEP_DAYS * (step + 1),
  }));

const course: ScoredRow[] = [
  ...enrolment('withdrew-foreseen', 'withdrew', [0.3, 0.8, 0.9], 95),
  ...enrolment('withdrew-seen-late', 'withdrew', [0.2, 0.3, 0.85], 85),
  ...enrolment('withdrew-unseen', 'withdrew', [0.1], 31),
  ...enrolment('failed-foreseen', 'fail', [0.1, 0.6, 0.8, 0.9]),
  ...enrolment('failed-unseen', 'fail', [0.1, 0.1, 0.2, 0.3]),
  ...enrolment('passed-alerted', 'pass', [0.1, 0.7, 0.2, 0.1]),
  ...enrolment('passed', 'pass', [0.1, 0.2, 0.2, 0.1]),
  ...enrolment('shone', 'distinction', [0.05, 0.05, 0.05, 0.05]),
];

describe('evaluate', () => {
  const evaluation = evaluate(course, { alertThreshold: 0.7, seed: 1 });

  it('counts each enrolment once in the alerts, at its first', () => {
    // By hand: two withdrawn, one failed and one passed are alerted; the leads are 95 - 56 = 39 and 85 - 84 = 1.
    const { alerts } = evaluation;
    expect(alerts).toMatchObject({ threshold: 0.7, enrolments: 8, alerted: 4 });
    expect(alerts.precision.value).toBe(3 / 4);
    expect(alerts.recall.value).toBe(3 / 5);
    expect(alerts.withdrawnFlagged.value).toBe(2 / 3);
    expect(alerts.medianLeadDays.value).toBe((39 + 1) / 2);
    expect(alerts.shareFlagged14DaysAhead.value).toBe(1 / 2);
  });

  it('counts every row of every fourth week in the row figures', () => {
    // By hand: 27 rows, 15 of them of enrolments that ended badly; 5 of the 15 and 1 of the rest are at or above 0.7.
    const { overall } = evaluation;
    expect(overall).toMatchObject({ n: 27, learners: 8, baseRate: 15 / 27 });
    expect(overall.precision.value).toBe(5 / 6);
    expect(overall.recall.value).toBe(5 / 15);
    // At 0.3 the precision is 9 of 10; below, at 0.2, 11 of 14.
    expect(overall.recallAtPrecision85.value).toBe(9 / 15);
  });

  it('has figures for each day', () => {
    expect(evaluation.byDay.map(({ day, n }) => [day, n])).toEqual([
      [28, 8],
      [56, 7],
      [84, 7],
      [112, 5],
    ]);
    // Day 112: failed 0.9 and 0.3 against 0.1, 0.1 and 0.05: all in order.
    expect(evaluation.byDay[3].auc.value).toBe(1);
  });

  it('gives every figure an interval around it, by learner', () => {
    for (const name of ['auc', 'averagePrecision', 'brier', 'ece', 'precision', 'recall'] as const) {
      const { value, low, high } = evaluation.overall[name] as Record<'value' | 'low' | 'high', number>;
      expect(low).toBeLessThanOrEqual(value);
      expect(high).toBeGreaterThanOrEqual(value);
      expect(high).toBeGreaterThan(low);
    }
  });

  it('says how much calibration error chance alone makes: more where the days of an enrolment share an outcome', () => {
    const rowOutcomes = Array.from({ length: 200 }, (_, nth) =>
      enrolment(`learner-${nth}`, nth % 2 === 0 ? 'pass' : 'fail', [0.5, 0.5, 0.5, 0.5]),
    ).flat();
    const byChance = (rows: readonly ScoredRow[]) =>
      evaluate(rows, { alertThreshold: 0.7, seed: 1 }).overall.eceByChance?.value as number;
    // One bin, where the share deviates by 0.5 / sqrt(cases) and the mean size is sqrt(2 / pi) of that: 0.028 for 200
    // enrolments, 0.014 for 800 rows with an outcome each (here one enrolment has two labels, as with withdrawals).
    expect(Math.abs(byChance(rowOutcomes) - 0.0282)).toBeLessThan(0.005);
    const apart = rowOutcomes.map((row, place): ScoredRow => (place === 1 ? { ...row, label: 1 } : row));
    expect(Math.abs(byChance(apart) - 0.0141)).toBeLessThan(0.0025);
  });

  it('repeats with the same seed and fits its schema', () => {
    expect(evaluate(course, { alertThreshold: 0.7, seed: 1 })).toEqual(evaluation);
    expect(enrolmentEvaluationSchema.parse(JSON.parse(JSON.stringify(evaluation)))).toEqual(evaluation);
  });

  it('leaves the weeks between the pooled days out of the pooled figures, and the first week out of the alerts', () => {
    const early = course.map((row) => ({ ...row, day: row.day / 4 }));
    const { overall, byDay, alerts } = evaluate(early, { alertThreshold: 0.1, seed: 1, resamples: 2 });
    // Days 7, 14, 21 and 28; only five enrolments are left on the last.
    expect(byDay.map(({ n }) => n)).toEqual([8, 7, 7, 5]);
    expect(overall.n).toBe(5);
    // withdrew-unseen was scanned on day 7 only.
    expect(alerts.enrolments).toBe(7);
  });

  it('says null where a figure is undefined', () => {
    const { overall, alerts, byDay } = evaluate([], { alertThreshold: 0.5, seed: 1 });
    expect(byDay).toEqual([]);
    expect(overall).toMatchObject({ n: 0, baseRate: null, auc: { value: null, low: null, high: null } });
    expect(alerts.precision).toEqual({ value: null, low: null, high: null });
    const calm = evaluate(enrolment('calm', 'pass', [0.1, 0.1]), { alertThreshold: 0.5, seed: 1 });
    expect(calm.alerts.precision.value).toBeNull();
    expect(calm.overall.auc.value).toBeNull();
    expect(calm.overall.brier.value).toBeCloseTo(0.01, 12);
  });

  it('has wider intervals where many rows come from few learners', () => {
    const random = seededRandom(4);
    const rows = Array.from({ length: 40 }, (_, learner) =>
      enrolment(
        `learner-${learner}`,
        random.uniform() < 0.5 ? 'pass' : 'fail',
        Array.from({ length: 4 }, () => random.uniform()),
      ),
    ).flat();
    const apart = rows.map((row, place) => ({ ...row, learnerId: learnerId(`row-${place}`) }));
    const width = (scored: ScoredRow[]) => {
      const { low, high } = evaluate(scored, { alertThreshold: 0.5, seed: 1 }).overall.precision;
      return (high as number) - (low as number);
    };
    expect(width(rows)).toBeGreaterThan(1.3 * width(apart));
  });
});
