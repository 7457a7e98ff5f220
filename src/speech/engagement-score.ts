import { normalShareBelow } from '../stats/normal.ts';
import type { EngagementState } from './analysis.ts';
import type { VoiceBaseline } from './learner-baseline.ts';
import type { Measured } from './voice/voice-features.ts';

/** A measured behaviour of a learner, and what is usual for people who read single sentences aloud. */
interface Behaviour {
  readonly name: string;
  /** 1 where more of it indicates engagement, -1 where less does. */
  readonly direction: 1 | -1;
  readonly weight: number;
  /** Mean and standard deviation over speechocean762 (`npm run bench -- speech`). */
  readonly usual: readonly [mean: number, deviation: number];
}

/**
 * The behaviour from which the score is computed. Nobody has labelled engagement in voices, so the weights are a
 * judgement. What counts is how soon, how much, how fluently and how lively the learner speaks, not a guess at
 * feelings.
 */
const BEHAVIOURS: readonly Behaviour[] = [
  { name: 'seconds_before_speech', direction: -1, weight: 2, usual: [0.6, 0.5] },
  { name: 'completeness', direction: 1, weight: 3, usual: [0.98, 0.06] },
  { name: 'phones_per_second', direction: 1, weight: 2, usual: [7.3, 2.5] },
  { name: 'pause_share', direction: -1, weight: 2, usual: [0.13, 0.15] },
  { name: 'pitch_range', direction: 1, weight: 1, usual: [3.9, 2.5] },
  { name: 'level_sd', direction: 1, weight: 1, usual: [7.3, 0.7] },
];

/** How engaged a recording sounds, 0 to 100; 50 is the usual. */
export interface HeardEngagement {
  readonly score: number;
  readonly state: EngagementState;
  /** Standard deviations towards engagement, by behaviour. */
  readonly parts: Readonly<Record<string, number>>;
}

const ENGAGED = 60;
const DISENGAGED = 40;
/**
 * A steady learner's small deviations must not count as large ones, so the deviation used is at least this share of the
 * usual one.
 */
const LEAST_DEVIATION = 0.5;

/** @returns null where none of the behaviours could be measured */
export function heardEngagement(behaviour: Measured, baseline: VoiceBaseline | null): HeardEngagement | null {
  const parts: Record<string, number> = {};
  let [sum, weights] = [0, 0];
  for (const { name, direction, weight, usual } of BEHAVIOURS) {
    const mean = baseline?.means[name] ?? usual[0];
    const deviation = Math.max(LEAST_DEVIATION * usual[1], baseline?.deviations[name] ?? usual[1]);
    const part = (direction * (behaviour[name] - mean)) / deviation;
    if (!Number.isFinite(part)) continue;
    parts[name] = Math.min(3, Math.max(-3, part));
    sum += weight * parts[name];
    weights += weight;
  }
  if (weights === 0) return null;
  const score = 100 * normalShareBelow(sum / weights);
  return {
    score,
    state: score >= ENGAGED ? 'engaged' : score < DISENGAGED ? 'disengaged' : 'neutral',
    parts,
  };
}
