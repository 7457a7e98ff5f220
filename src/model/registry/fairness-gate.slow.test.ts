import { describe, expect, it } from 'vitest';
import { enrolmentKey } from '../../domain/enrolment.ts';
import { learnerId } from '../../domain/learner.ts';
import { presentationId } from '../../domain/presentation.ts';
import { type Random, seededRandom } from '../../stats/random.ts';
import type { ScoredRow } from '../judge/evaluation.ts';
import { auditFairness, type Demographics, fairnessGate } from './fairness.ts';

// How often the gate errs, on many simulated seasons: groups in the shares of OULAD, 51 gaps in all.

const LEARNERS = 1500;
const THRESHOLD = 0.5;
const limits = { falseAlarm: 0.1, miss: 0.1, calibration: 0.05 };

/** The share of the learners in each group. */
const GROUPS = {
  gender: [0.45, 0.55],
  ageBand: [0.69, 0.26, 0.05],
  disability: [0.09, 0.91],
  deprivationBand: Array<number>(10).fill(0.1),
};

interface World {
  /** Added to the probability that the model gives the group `gender 0`. */
  readonly darker: number;
  /** Added to the share of stayers of the group `ageBand 1` that is alerted. */
  readonly alarms: number;
}

function blockedShare(world: World, seasons: number): number {
  let blocked = 0;
  for (let season = 0; season < seasons; season += 1) {
    const { rows, demographics } = seasonOf(world, seededRandom(1000 + season));
    const groups = auditFairness(rows, demographics, {
      alertThreshold: THRESHOLD,
      minimumEnrolments: 60,
      seed: season,
      resamples: 200,
    });
    if (!fairnessGate(groups, limits).passed) blocked += 1;
  }
  return blocked / seasons;
}

/** Three of ten learners fail; six in ten of them are alerted, and two in ten of the rest. */
function seasonOf({ darker, alarms }: World, random: Random) {
  const demographics = new Map<string, Demographics>();
  const rows = Array.from({ length: LEARNERS }, (_, nth): ScoredRow => {
    const [gender, ageBand, disability, deprivationBand] = Object.values(GROUPS).map((shares) =>
      String(drawn(shares, random)),
    );
    const fails = random.uniform() < 0.3;
    const alerted = random.uniform() < (fails ? 0.6 : 0.2 + (ageBand === '1' ? alarms : 0));
    const alertedShare = 0.3 * 0.6 + 0.7 * 0.2;
    // The true probability: the share of failures among alerted learners, or among learners without an alert.
    const risk = alerted ? (0.3 * 0.6) / alertedShare : (0.3 * 0.4) / (1 - alertedShare);
    const row: ScoredRow = {
      learnerId: learnerId(String(nth)),
      presentationId: presentationId('AAA-2014J'),
      day: 28,
      lengthDays: 240,
      probability: risk + (gender === '0' ? darker : 0),
      label: fails ? 1 : 0,
      outcome: fails ? 'fail' : 'pass',
      leadDays: null,
    };
    demographics.set(enrolmentKey(row), { gender, ageBand, disability, deprivationBand });
    return row;
  });
  return { rows, demographics };
}

function drawn(shares: readonly number[], random: Random): number {
  let left = random.uniform();
  const place = shares.findIndex((share) => {
    left -= share;
    return left < 0;
  });
  return place < 0 ? shares.length - 1 : place;
}

// It takes seconds, but minutes on a busy machine.
describe('the fairness gate', { timeout: 240_000 }, () => {
  it('blocks a model without any gap in at most 5 % of the seasons', () => {
    expect(blockedShare({ darker: 0, alarms: 0 }, 20)).toBeLessThanOrEqual(0.05);
  });

  it('blocks a model whose gaps lie right at their limits in at most 5 % of the seasons', () => {
    expect(blockedShare({ darker: limits.calibration, alarms: limits.falseAlarm }, 20)).toBeLessThanOrEqual(
      0.05,
    );
  });

  it('blocks a model that is too pessimistic about one gender, or alarms one age too often', () => {
    expect(blockedShare({ darker: 0.2, alarms: 0 }, 10)).toBeGreaterThanOrEqual(0.9);
    expect(blockedShare({ darker: 0, alarms: 0.3 }, 10)).toBeGreaterThanOrEqual(0.9);
  });
});
