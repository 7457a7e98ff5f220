import { describe, expect, it } from 'vitest';
import { enrolmentKey, type Outcome } from '../../domain/enrolment.ts';
import { learnerId } from '../../domain/learner.ts';
import { presentationId } from '../../domain/presentation.ts';
import { seededRandom } from '../../stats/random.ts';
import type { ScoredRow } from '../judge/evaluation.ts';
import { auditFairness, type Demographics, fairnessGate } from './fairness.ts';

const limits = { falseAlarm: 0.1, miss: 0.1, calibration: 0.05, minimumEnrolments: 100 };
const options = { alertThreshold: 0.5, minimumEnrolments: 100, seed: 1, resamples: 200 };

/** Learners who fail with the probability that the model gives; for women the model adds `darker` to it. */
function course(learners: number, darker: number) {
  const random = seededRandom(1);
  const demographics = new Map<string, Demographics>();
  const rows = Array.from({ length: learners }, (_, nth): ScoredRow => {
    const woman = nth % 2 === 0;
    const risk = 0.8 * random.uniform();
    const fails = random.uniform() < risk;
    const row: ScoredRow = {
      learnerId: learnerId(String(nth)),
      presentationId: presentationId('AAA-2014J'),
      day: 28,
      lengthDays: 240,
      probability: risk + (woman ? darker : 0),
      label: fails ? 1 : 0,
      outcome: fails ? 'fail' : 'pass',
      leadDays: null,
    };
    const gender = woman ? 'F' : 'M';
    demographics.set(enrolmentKey(row), { gender, ageBand: null, disability: 'N', deprivationBand: null });
    return row;
  });
  return auditFairness(rows, demographics, options);
}

describe('an audit', () => {
  it('finds nothing between groups that are treated alike', () => {
    const groups = course(2000, 0);
    expect(groups.map(({ attribute, group, enrolments }) => [attribute, group, enrolments])).toEqual([
      ['gender', 'F', 1000],
      ['gender', 'M', 1000],
    ]);
    expect(fairnessGate(groups, limits)).toMatchObject({ passed: true });
  });

  it('sees more false alarms, fewer misses and too high risks in one group, and blocks', () => {
    const [women, men] = course(2000, 0.2);
    expect(women.gaps.falseAlarm.low).toBeGreaterThan(0.1);
    expect(women.gaps.miss.high).toBeLessThan(0);
    expect(women.calibrationGap.value).toBeCloseTo(0.2, 1);
    // With two groups, all others are the second group.
    expect(men.gaps.falseAlarm.value).toBeCloseTo(-(women.gaps.falseAlarm.value as number), 12);
    const verdict = fairnessGate([women, men], limits);
    expect(verdict.passed).toBe(false);
    expect(verdict.finding).toContain('gender F');
  });

  it('does not judge a group that is too small, and says so', () => {
    expect(fairnessGate(course(60, 0.3), limits)).toEqual({
      gate: 'fairness',
      passed: true,
      finding: 'No group is large enough to be audited.',
    });
  });

  it('counts an enrolment once, alerted if it ever was', () => {
    const row = (learner: string, day: number, probability: number): ScoredRow => ({
      learnerId: learnerId(learner),
      presentationId: presentationId('A'),
      day,
      lengthDays: 240,
      probability,
      label: 0,
      outcome: 'pass',
      leadDays: null,
    });
    const rows = [row('a', 14, 0.1), row('a', 21, 0.9), row('b', 14, 0.1), row('c', 14, 0.1)];
    const unknown = { ageBand: null, disability: null, deprivationBand: null };
    const audit = auditFairness(
      rows,
      new Map([
        ['A/a', { gender: 'F', ...unknown }],
        ['A/b', { gender: 'F', ...unknown }],
        ['A/c', { gender: 'M', ...unknown }],
      ]),
      options,
    );
    expect(audit.map(({ falseAlarmRate }) => falseAlarmRate.value)).toEqual([0.5, 0]);
  });

  it('judges by the label of the target, whatever the final result', () => {
    const row = (
      learner: string,
      day: number,
      probability: number,
      label: 0 | 1,
      outcome: Outcome,
    ): ScoredRow => ({
      learnerId: learnerId(learner),
      presentationId: presentationId('A'),
      day,
      lengthDays: 240,
      probability,
      label,
      outcome,
      leadDays: null,
    });
    // The target `withdrawal` means within 21 days. F/b leaves much later and F/c fails, so their alerts are false.
    const rows = [
      row('a', 14, 0.6, 0, 'withdrew'),
      row('a', 21, 0.7, 1, 'withdrew'),
      row('b', 14, 0.9, 0, 'withdrew'),
      row('c', 14, 0.8, 0, 'fail'),
      row('d', 14, 0.1, 0, 'pass'),
      row('e', 14, 0.2, 1, 'withdrew'),
      row('f', 14, 0.2, 0, 'fail'),
    ];
    const unknown = { ageBand: null, disability: null, deprivationBand: null };
    const genders = { a: 'F', b: 'F', c: 'F', d: 'F', e: 'M', f: 'M' };
    const [women, men] = auditFairness(
      rows,
      new Map(Object.entries(genders).map(([learner, gender]) => [`A/${learner}`, { gender, ...unknown }])),
      options,
    );
    // Of b, c and d, which never meet the target, b and c are alerted; a meets the target and is alerted.
    expect(women.falseAlarmRate.value).toBe(2 / 3);
    expect(women.missRate.value).toBe(0);
    // (0.6 + 0.7 - 1 + 0.9 + 0.8 + 0.1) / 5
    expect(women.calibrationGap.value).toBeCloseTo(0.42, 12);
    // f has no alert and does not meet the target; e meets it and is never alerted.
    expect(men.falseAlarmRate.value).toBe(0);
    expect(men.missRate.value).toBe(1);
    // (0.2 - 1 + 0.2) / 2
    expect(men.calibrationGap.value).toBeCloseTo(-0.3, 12);
  });
});
