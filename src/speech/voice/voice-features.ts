import { quantile } from '../../stats/quantile.ts';
import { COEFFICIENTS } from '../acoustic/cepstra.ts';
import type { PitchTrack } from './pitch.ts';
import type { SpectralTrack } from './spectral-track.ts';

/** Measured values by name. NaN where a recording does not contain what is measured. */
export type Measured = Readonly<Record<string, number>>;

/** A frame this far below the loud ones is a pause, in dB. */
const SPEECH_BELOW_LOUD = 25;

/**
 * How a voice sounds, regardless of what it says: level, pitch and tone, and their spread and movement, following the
 * extended Geneva set (Eyben et al. 2016, "The Geneva minimalistic acoustic parameter set (GeMAPS) for voice research
 * and affective computing").
 *
 * @param cepstra before their mean is subtracted
 */
export function voiceFeatures(pitch: PitchTrack, track: SpectralTrack, cepstra: Float32Array): Measured {
  const frames = Math.min(track.frames, pitch.hertz.length);
  const loud = quantile(track.decibels.subarray(0, frames), 0.95) ?? -100;
  const isSpeech = (frame: number): boolean => track.decibels[frame] > loud - SPEECH_BELOW_LOUD;
  const speech = Array.from({ length: frames }, (_, frame) => frame).filter(isSpeech);
  const [first, last] = [speech[0] ?? 0, speech.at(-1) ?? -1];
  // What comes before the first sound and after the last says more about the recorder than about the voice.
  const all = Array.from({ length: last + 1 - first }, (_, nth) => first + nth);
  const voiced = all.filter((frame) => pitch.hertz[frame] > 0);
  const unvoiced = speech.filter((frame) => pitch.hertz[frame] === 0);
  const semitones = voiced.map((frame) => 12 * Math.log2(pitch.hertz[frame] / 27.5));
  const at = (values: Float32Array, places: readonly number[]): number[] =>
    places.map((place) => values[place]);
  const levels = at(track.decibels, speech);
  return {
    ...spread('pitch', semitones),
    ...movement('pitch', pitch.hertz, (hertz) => (hertz > 0 ? 12 * Math.log2(hertz / 27.5) : null)),
    ...spread('level', levels),
    ...movement('level', track.decibels, (level) => (level > loud - SPEECH_BELOW_LOUD ? level : null)),
    ...meanAndSpread('clarity', at(pitch.clarity, voiced)),
    ...meanAndSpread('alpha', at(track.alphaRatio, voiced)),
    ...meanAndSpread('hammarberg', at(track.hammarberg, voiced)),
    ...meanAndSpread('centroid', at(track.centroid, voiced)),
    ...meanAndSpread('slope_low', at(track.slopeLow, voiced)),
    ...meanAndSpread('slope_high', at(track.slopeHigh, voiced)),
    ...meanAndSpread('flux', at(track.flux, speech)),
    ...meanAndSpread('flatness', at(track.flatness, speech)),
    alpha_unvoiced: mean(at(track.alphaRatio, unvoiced)),
    hammarberg_unvoiced: mean(at(track.hammarberg, unvoiced)),
    ...Object.assign(
      {},
      ...Array.from({ length: COEFFICIENTS - 1 }, (_, k) =>
        meanAndSpread(
          `cepstrum_${k + 1}`,
          voiced.map((frame) => cepstra[frame * COEFFICIENTS + k + 1]),
        ),
      ),
    ),
    ...pieces('voiced', all, (frame) => pitch.hertz[frame] > 0),
    ...pieces('pause', all, (frame) => !isSpeech(frame)),
    voiced_share: voiced.length / Math.max(1, speech.length),
    level_peaks_per_second: peaks(track.decibels.subarray(0, frames), loud) / Math.max(0.5, all.length / 100),
  };
}

const mean = (values: readonly number[]): number =>
  values.length === 0 ? Number.NaN : values.reduce((total, value) => total + value, 0) / values.length;

const deviation = (values: readonly number[]): number => {
  const middle = mean(values);
  return Math.sqrt(mean(values.map((value) => (value - middle) ** 2)));
};

const meanAndSpread = (name: string, values: readonly number[]): Measured => ({
  [`${name}_mean`]: mean(values),
  [`${name}_sd`]: deviation(values),
});

function spread(name: string, values: readonly number[]): Measured {
  const [low, middle, high] = [0.2, 0.5, 0.8].map((share) => quantile(values, share) ?? Number.NaN);
  return {
    ...meanAndSpread(name, values),
    [`${name}_20`]: low,
    [`${name}_50`]: middle,
    [`${name}_80`]: high,
    [`${name}_range`]: high - low,
  };
}

/** The slopes, per second, of the rising and falling stretches. */
function movement(name: string, values: Float32Array, of: (value: number) => number | null): Measured {
  const rises: number[] = [];
  const falls: number[] = [];
  for (let frame = 3; frame < values.length; frame += 1) {
    const [before, after] = [of(values[frame - 3]), of(values[frame])];
    if (before === null || after === null) continue;
    const change = ((after - before) / 3) * 100;
    (change > 0 ? rises : falls).push(Math.abs(change));
  }
  return { [`${name}_rise`]: mean(rises), [`${name}_fall`]: mean(falls) };
}

/** The stretches of consecutive frames that meet a condition: their number per second and their lengths. */
function pieces(name: string, frames: readonly number[], belongs: (frame: number) => boolean): Measured {
  const lengths: number[] = [];
  let length = 0;
  for (const frame of [...frames, -1]) {
    if (frame >= 0 && belongs(frame)) length += 1;
    else if (length > 0) {
      lengths.push(length / 100);
      length = 0;
    }
  }
  return {
    [`${name}_per_second`]: lengths.length / Math.max(0.5, frames.length / 100),
    [`${name}_seconds`]: lengths.length === 0 ? 0 : mean(lengths),
    [`${name}_seconds_sd`]: lengths.length === 0 ? 0 : deviation(lengths),
  };
}

/** The number of peaks of the level over 70 ms: about one for each syllable. */
function peaks(decibels: Float32Array, loud: number): number {
  let count = 0;
  for (let frame = 3; frame < decibels.length - 3; frame += 1) {
    const level = decibels[frame];
    if (level < loud - SPEECH_BELOW_LOUD) continue;
    let isPeak = true;
    for (let step = 1; step <= 3; step += 1)
      isPeak &&= level > decibels[frame - step] && level >= decibels[frame + step];
    if (isPeak) count += 1;
  }
  return count;
}
