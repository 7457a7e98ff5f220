import { describe, expect, it } from 'vitest';
import type { Outcome } from '../../domain/enrolment.ts';
import { learnerId } from '../../domain/learner.ts';
import { presentationId } from '../../domain/presentation.ts';
import { evaluate, type ScoredRow } from '../judge/evaluation.ts';
import { thresholdByFirstAlerts, thresholdByProof, thresholdByRows } from './alert-threshold.ts';

const enrolment = (learner: string, outcome: Outcome, probabilities: readonly number[]): ScoredRow[] =>
  probabilities.map((probability, week) => ({
    learnerId: learnerId(learner),
    presentationId: presentationId('AAA-2014J'),
    day: 14 + 7 * week,
    lengthDays: 240,
    probability,
    label: outcome === 'fail' ? 1 : 0,
    outcome,
    leadDays: null,
  }));

const course = [
  ...enrolment('often-alerted', 'fail', [0.9, 0.9, 0.9, 0.8]),
  ...enrolment('alerted-once', 'fail', [0.2, 0.6]),
  ...enrolment('wrongly-alerted', 'pass', [0.1, 0.7]),
];

describe('thresholdByRows', () => {
  it('is the lowest that reaches the goal', () => {
    // At 0.8 all 4 rows are right, at 0.7 4 of 5, at 0.6 5 of 6, at 0.2 6 of 7.
    expect(thresholdByRows(course, 0.9)).toBe(0.8);
    expect(thresholdByRows(course, 0.85)).toBe(0.2);
  });

  it('is null where no threshold reaches it', () => {
    expect(thresholdByRows(enrolment('p', 'pass', [0.9]), 0.5)).toBeNull();
  });
});

describe('thresholdByFirstAlerts', () => {
  it('counts an enrolment once, so that its many right rows hide no wrong alert', () => {
    // Highest probabilities: right 0.9 and 0.6, wrong 0.7. At 0.6 2 of 3 alerts are right.
    expect(thresholdByFirstAlerts(course, 0.66)).toBe(0.6);
    expect(thresholdByFirstAlerts(course, 0.85)).toBe(0.9);
  });

  it('gives the precision that the evaluation then reports', () => {
    const threshold = thresholdByFirstAlerts(course, 0.66) as number;
    const { alerts } = evaluate(course, { alertThreshold: threshold, seed: 1, resamples: 2 });
    expect(alerts.precision.value).toBe(2 / 3);
  });

  it('is null where no threshold reaches it', () => {
    expect(thresholdByFirstAlerts(enrolment('p', 'pass', [0.9]), 0.5)).toBeNull();
  });
});

describe('thresholdByProof', () => {
  const enrolments = (count: number, from: number) =>
    Array.from({ length: count }, (_, nth) => enrolment(`l${from + nth}`, 'fail', [0.9 - 0.01 * nth])).flat();

  it('needs 15 right alerts to prove 85 % with a confidence of 90 %', () => {
    // 0.85 ** 14 = 0.103, 0.85 ** 15 = 0.087.
    expect(thresholdByProof(enrolments(14, 0), 0.85, 0.9)).toBeNull();
    expect(thresholdByProof(enrolments(15, 0), 0.85, 0.9)).toBeCloseTo(0.76, 12);
  });
});

describe('where alerts have a level of their own', () => {
  // A nearer deadline has raised the learner who fails above the learner who passes.
  const raised = course.map((row) =>
    row.learnerId === 'alerted-once' ? { ...row, alertLevel: row.probability + 0.2 } : row,
  );

  it('the thresholds and the judged alerts go by that level', () => {
    const threshold = thresholdByFirstAlerts(raised, 1) as number;
    expect(threshold).toBeCloseTo(0.8, 12);
    const { alerts } = evaluate(raised, { alertThreshold: threshold, seed: 1, resamples: 2 });
    expect(alerts).toMatchObject({ alerted: 2, precision: { value: 1 }, recall: { value: 1 } });
  });
});
