import { describe, expect, test } from 'vitest';
import type { Analysis } from './analysis.ts';
import { heardEngagement } from './engagement-score.ts';
import { deviationFrom, ENOUGH_RECORDINGS, learnerBaseline, withMeasured } from './learner-baseline.ts';

const recordings = [1, 2, 3, 4, 5].map((value) => ({ rate: value, pitch: value === 3 ? Number.NaN : 10 }));

const nothing = { value: null, confidence: null, validatedAgainst: null };
const analysisWith = (details: Analysis['details']): Analysis => ({
  analyser: 'local',
  emotionalScore: nothing,
  engagementScore: nothing,
  dominantEmotion: nothing,
  engagementState: nothing,
  pronunciation: nothing,
  audioQuality: nothing,
  details,
});

describe('baseline', () => {
  test('remembers the measurements of the latest fifty recordings, and skips blank ones', () => {
    const analyses = Array.from({ length: 60 }, (_, rate) => analysisWith({ behaviour: { rate } }));
    const remembered = [...analyses, analysisWith({})].reduce(withMeasured, []);
    expect(remembered.map(({ rate }) => rate)).toEqual(Array.from({ length: 50 }, (_, n) => 10 + n));
  });

  test('is null for too few recordings', () => {
    expect(learnerBaseline(recordings.slice(0, ENOUGH_RECORDINGS - 1))).toBeNull();
  });

  test('holds the mean and standard deviation of each value that was measured often enough', () => {
    const baseline = learnerBaseline(recordings);
    expect(baseline?.means).toEqual({ rate: 3 });
    // The variance of 1 to 5 is 2.
    expect(baseline?.deviations.rate).toBeCloseTo(Math.SQRT2, 12);
  });

  test('measures how far a recording deviates from the usual, and gives 0 for unknown values', () => {
    const baseline = learnerBaseline(recordings) ?? { recordings: 0, means: {}, deviations: {} };
    expect(deviationFrom(baseline, { rate: 3 + Math.SQRT2 }, 'rate')).toBeCloseTo(1, 6);
    expect(deviationFrom(baseline, { rate: 1_000 }, 'rate')).toBe(4);
    expect(deviationFrom(baseline, { rate: Number.NaN }, 'rate')).toBe(0);
    expect(deviationFrom(baseline, { rate: 3 }, 'unknown')).toBe(0);
  });
});

describe('engagement', () => {
  const usual = {
    seconds_before_speech: 0.6,
    completeness: 0.98,
    phones_per_second: 7.3,
    pause_share: 0.13,
    pitch_range: 3.9,
    level_sd: 7.3,
  };

  test('usual behaviour is neutral', () => {
    expect(heardEngagement(usual, null)).toMatchObject({ state: 'neutral' });
    expect(heardEngagement(usual, null)?.score).toBeCloseTo(50, 6);
  });

  test.each([
    ['starting late', { seconds_before_speech: 4 }],
    ['leaving words out', { completeness: 0.4 }],
    ['speaking slowly', { phones_per_second: 2 }],
    ['long pauses', { pause_share: 0.6 }],
    ['a flat voice', { pitch_range: 0.5 }],
  ])('%s lowers it', (_, change) => {
    expect(heardEngagement({ ...usual, ...change }, null)?.score).toBeLessThan(48);
  });

  test('is measured against the baseline of the learner where there is one', () => {
    const slow = { ...usual, phones_per_second: 4 };
    const baseline = { recordings: 8, means: slow, deviations: { ...usual, phones_per_second: 0.5 } };
    expect(heardEngagement(slow, baseline)?.score).toBeCloseTo(50, 6);
    expect(heardEngagement(slow, null)?.score).toBeLessThan(45);
  });

  test('without a text the other behaviours decide', () => {
    const { completeness: _, ...rest } = usual;
    const heard = heardEngagement({ ...rest, completeness: Number.NaN }, null);
    expect(heard?.score).toBeCloseTo(50, 6);
    expect(heard?.parts).not.toHaveProperty('completeness');
  });

  test('without any measurement there is no score', () => {
    expect(heardEngagement({}, null)).toBeNull();
  });
});
