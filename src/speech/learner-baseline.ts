import type { Analysis } from './analysis.ts';
import type { Measured } from './voice/voice-features.ts';

/** How a learner usually sounds: means and standard deviations over earlier recordings, by name of the measurement. */
export interface VoiceBaseline {
  /** How many recordings the baseline is built from. */
  readonly recordings: number;
  readonly means: Readonly<Record<string, number>>;
  readonly deviations: Readonly<Record<string, number>>;
}

/** Fewer recordings do not show how somebody usually sounds. */
export const ENOUGH_RECORDINGS = 5;
/** With more recordings a baseline hardly changes. */
const MOST_RECORDINGS = 50;

/** The learner's latest recordings, including the analysed one if anything was measured in it. */
export function withMeasured(earlier: readonly Measured[], { details }: Analysis): readonly Measured[] {
  const { behaviour } = details;
  return typeof behaviour === 'object' && behaviour !== null
    ? [...earlier, behaviour as Measured].slice(-MOST_RECORDINGS)
    : earlier;
}

/** How a learner usually sounds, from earlier recordings; null where they are too few. */
export function learnerBaseline(recordings: readonly Measured[]): VoiceBaseline | null {
  if (recordings.length < ENOUGH_RECORDINGS) return null;
  const means: Record<string, number> = {};
  const deviations: Record<string, number> = {};
  for (const name of Object.keys(recordings[0])) {
    const values = recordings.map((measured) => measured[name]).filter(Number.isFinite);
    if (values.length < ENOUGH_RECORDINGS) continue;
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
    means[name] = mean;
    deviations[name] = Math.sqrt(variance);
  }
  return { recordings: recordings.length, means, deviations };
}

/** Larger deviations are cut to this value. */
const MOST = 4;

/** How many standard deviations a value is from the usual one; 0 where either is not known. */
export function deviationFrom(
  baseline: Pick<VoiceBaseline, 'means' | 'deviations'>,
  measured: Measured,
  name: string,
): number {
  const deviation = (measured[name] - baseline.means[name]) / (baseline.deviations[name] + 1e-9);
  return Number.isFinite(deviation) ? Math.min(MOST, Math.max(-MOST, deviation)) : 0;
}
