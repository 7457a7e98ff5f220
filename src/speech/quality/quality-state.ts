import type { SignalQuality } from './signal-quality.ts';

/** Whether a recording can be judged, or what prevents it. */
export type QualityState = 'good' | 'poor' | 'distorted' | 'blank';

/** What is wrong with a recording. */
export type QualityFault = 'no_voice' | 'clipping' | 'dropouts' | 'noise' | 'too_quiet' | 'reverberation';

export interface JudgedQuality {
  readonly state: QualityState;
  /** The gravest first. */
  readonly faults: readonly QualityFault[];
  /** 0 to 1: grows with the distance of the measured values from the limit at which a different state begins. */
  readonly confidence: number;
}

interface Rule {
  readonly fault: QualityFault;
  readonly state: QualityState;
  readonly measured: keyof SignalQuality;
  readonly when: 'below' | 'above';
  readonly limit: number;
  /** At this distance from the limit a value is beyond doubt. */
  readonly doubt: number;
}

/**
 * The gravest first. Each limit lies midway between real recordings and the same recordings with damage (`npm run bench
 * -- speech`). Undamaged speech stays 25 dB above its noise, falls by 200 dB a second or more after its peaks, and has
 * a peak ratio of 1.24 or more; clipped and then compressed as Opus or MP3, it has a peak ratio of 1.0 to 1.15.
 */
const RULES: readonly Rule[] = [
  { fault: 'no_voice', state: 'blank', measured: 'voicedSeconds', when: 'below', limit: 0.2, doubt: 0.3 },
  { fault: 'no_voice', state: 'blank', measured: 'speechDecibels', when: 'below', limit: -85, doubt: 10 },
  {
    fault: 'clipping',
    state: 'distorted',
    measured: 'clippedShare',
    when: 'above',
    limit: 0.002,
    doubt: 0.002,
  },
  {
    fault: 'clipping',
    state: 'distorted',
    measured: 'peakRatio',
    when: 'below',
    limit: 1.17,
    doubt: 0.1,
  },
  {
    fault: 'dropouts',
    state: 'distorted',
    measured: 'dropoutsPerSecond',
    when: 'above',
    limit: 0.35,
    doubt: 0.35,
  },
  { fault: 'too_quiet', state: 'poor', measured: 'speechDecibels', when: 'below', limit: -55, doubt: 6 },
  { fault: 'noise', state: 'poor', measured: 'signalToNoise', when: 'below', limit: 22, doubt: 6 },
  { fault: 'reverberation', state: 'poor', measured: 'fallPerSecond', when: 'below', limit: 170, doubt: 60 },
];

/** Above 0 where the rule finds its fault, in units of doubt. */
const excess = (quality: SignalQuality, { measured, when, limit, doubt }: Rule): number =>
  ((quality[measured] - limit) / doubt) * (when === 'above' ? 1 : -1);

export function judgeQuality(quality: SignalQuality): JudgedQuality {
  const found = RULES.filter((rule) => excess(quality, rule) > 0);
  const state = found[0]?.state ?? 'good';
  // The confidence in a good recording depends on its nearest fault, in a bad one on the clearest fault of its state.
  const excesses = RULES.map((rule) => excess(quality, rule));
  const clearest = Math.max(
    ...RULES.map((rule, nth) => (rule.state === state ? excesses[nth] : Number.NEGATIVE_INFINITY)),
  );
  const margin = state === 'good' ? -Math.max(...excesses) : clearest;
  return {
    state,
    faults: [...new Set(found.map(({ fault }) => fault))],
    confidence: 0.5 + 0.49 * Math.min(1, Math.max(0, margin)),
  };
}
