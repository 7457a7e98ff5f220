import { quantile } from '../../stats/quantile.ts';
import { type Recording, SAMPLE_RATE } from '../audio/recording.ts';
import type { HeardVoice } from '../hearing.ts';

/** The measurements that separate good recordings from bad ones. */
export interface SignalQuality {
  /** For how long a voice is heard. */
  readonly voicedSeconds: number;
  /** Level of the loud frames, in dB relative to full scale. */
  readonly speechDecibels: number;
  /** How far the loud frames are above the faint ones, in dB. */
  readonly signalToNoise: number;
  /** Share of samples cut off at the edge of the range. */
  readonly clippedShare: number;
  /** See Recording.peakRatio: near 1 where the samples were clipped, even if the sound was compressed afterwards. */
  readonly peakRatio: number;
  /** Sudden silences amid speech, per second. */
  readonly dropoutsPerSecond: number;
  /** How fast the level falls after sounds, in dB a second: slowly in rooms that ring. */
  readonly fallPerSecond: number;
  /** How regular the voice is, 0 to 1. */
  readonly clarity: number;
}

const FRAMES_PER_SECOND = 100;
/** Digital silence says nothing about the noise in a room. */
const DIGITAL_SILENCE_DB = -95;

export function signalQuality(
  { samples, clippedShare, peakRatio }: Recording,
  voice: HeardVoice,
): SignalQuality {
  const { pitch, track } = voice;
  const loud = quantile(track.decibels, 0.95) ?? DIGITAL_SILENCE_DB;
  const sounding = track.decibels.filter((level) => level > DIGITAL_SILENCE_DB);
  const voiced = voicedFrames(pitch.hertz);
  return {
    voicedSeconds: voiced.length / FRAMES_PER_SECOND,
    speechDecibels: loud,
    signalToNoise: loud - (quantile(sounding, 0.08) ?? loud),
    clippedShare,
    peakRatio,
    dropoutsPerSecond: dropouts(samples) / (samples.length / SAMPLE_RATE),
    fallPerSecond: fallAfterPeaks(track.decibels, loud),
    clarity: mean(voiced.map((frame) => pitch.clarity[frame])),
  };
}

const mean = (values: readonly number[]): number =>
  values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;

/** A voice never holds a tone as a machine does: frames within a fiftieth of a semitone of their neighbours are hum. */
const HUM_SEMITONES = 0.02;

function voicedFrames(hertz: Float32Array): number[] {
  const voiced: number[] = [];
  let moves = 0;
  for (let frame = 1; frame < hertz.length; frame += 1) {
    if (hertz[frame] === 0 || hertz[frame - 1] === 0) continue;
    voiced.push(frame);
    if (Math.abs(12 * Math.log2(hertz[frame] / hertz[frame - 1])) > HUM_SEMITONES) moves += 1;
  }
  return moves > 0.3 * voiced.length ? voiced : [];
}

const BLOCK = 80;
/**
 * In dB below the loudest block: a block less than SOUND_BELOW below it holds sound, one more than NOTHING_BELOW holds
 * none.
 */
const SOUND_BELOW = 32;
const NOTHING_BELOW = 72;
/** Sound must stop or begin within this many blocks of 5 ms. */
const SUDDEN_BLOCKS = 2;
/** Longer silences are pauses. */
const LONGEST_BLOCKS = 60;

/** Silences that begin or end all at once, with sound on both sides. */
function dropouts(samples: Float32Array): number {
  const levels = Array.from({ length: Math.floor(samples.length / BLOCK) }, (_, block) => {
    let energy = 0;
    for (let i = block * BLOCK; i < (block + 1) * BLOCK; i += 1) energy += samples[i] * samples[i];
    return 10 * Math.log10(energy / BLOCK + 1e-12);
  });
  const loudest = levels.reduce((most, level) => Math.max(most, level), -120);
  const isNothing = (block: number): boolean => levels[block] < loudest - NOTHING_BELOW;
  const sounds = (from: number, to: number): boolean =>
    levels.slice(Math.max(0, from), to).some((level) => level > loudest - SOUND_BELOW);
  let count = 0;
  for (let start = 0; start < levels.length; start += 1) {
    if (!isNothing(start)) continue;
    let end = start;
    while (end < levels.length && isNothing(end)) end += 1;
    // One side may coincide with a pause of the speaker; a silence that is sudden on one side only counts half.
    const sudden = Number(sounds(start - SUDDEN_BLOCKS, start)) + Number(sounds(end, end + SUDDEN_BLOCKS));
    if (end - start <= LONGEST_BLOCKS && start > 0 && end < levels.length) count += sudden / 2;
    start = end;
  }
  return count;
}

/**
 * How fast the level falls after its peaks, in dB a second: the steepest fall over 50 ms after each peak, as the upper
 * quartile over all peaks.
 */
function fallAfterPeaks(decibels: Float32Array, loud: number): number {
  const falls: number[] = [];
  for (let frame = 5; frame + 25 < decibels.length; frame += 1) {
    const around = decibels.subarray(frame - 5, frame + 6);
    if (decibels[frame] < loud - 12 || around.some((level) => level > decibels[frame])) continue;
    let steepest = 0;
    for (let at = frame; at < frame + 20; at += 1)
      steepest = Math.max(steepest, decibels[at] - decibels[at + 5]);
    falls.push(steepest * 20);
  }
  return quantile(falls, 0.75) ?? 0;
}
