import { normalShareBelow } from '../stats/normal.ts';
import type { EngagementState } from './analysis.ts';
import type { VoiceBaseline } from './learner-baseline.ts';
import type { Measured } from './voice/voice-features.ts';

/** What a learner does that can be measured, and what is usual for readers of single sentences. */
interface Behaviour {
  readonly name: string;
  /** Above 0 where more of it speaks for engagement. */
  readonly direction: 1 | -1;
  readonly weight: number;
  /** Mean and standard deviation over speechocean762 (`npm run bench -- speech`). */
  readonly usual: readonly [mean: number, deviation: number];
}

/**
 * The behaviour that the score is built of. Nobody has labelled engagement in voices, so the weights are a judgement: how
 * soon, how much, how fluently and how lively one speaks counts, not a guess at feelings.
 */
const BEHAVIOURS: readonly Behaviour[] = [
  { name: 'seconds_before_speech', direction: -1, weight: 2, usual: [0.6, 0.5] },
  { name: 'completeness', direction: 1, weight: 3, usual: [0.98, 0.06] },
  { name: 'phones_per_second', direction: 1, weight: 2, usual: [7.3, 2.5] },
  { name: 'pause_share', direction: -1, weight: 2, usual: [0.13, 0.15] },
  { name: 'pitch_range', direction: 1, weight: 1, usual: [3.9, 2.5] },
  { name: 'level_sd', direction: 1, weight: 1, usual: [7.3, 0.7] },
];

/** How engaged a recording sounds, 0 to 100; 50 is as usual. */
export interface HeardEngagement {
  readonly score: number;
  readonly state: EngagementState;
  /** Standard deviations towards engagement, by behaviour. */
  readonly parts: Readonly<Record<string, number>>;
}

const ENGAGED = 60;
const DISENGAGED = 40;
/** Small deviations of a steady learner must not count as large ones: at least this share of the usual deviation. */
const LEAST_DEVIATION = 0.5;

/** @returns null where nothing that counts could be measured */
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
