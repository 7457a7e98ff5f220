import { open } from 'node:fs/promises';
import { type AudioFormat, audioFormat } from './audio-format.ts';
import { type AudioRefusal, type DecodedAudio, isRefused, refuse } from './decoded-audio.ts';
import { decodeFlac } from './flac.ts';
import { decodeMp3 } from './mp3.ts';
import { decodeOgg, decodeWebm } from './opus.ts';
import { resample } from './resample.ts';
import { decodeWav } from './wav.ts';

/** All analysis works at this rate. */
export const SAMPLE_RATE = 16_000;

/** A recording as it is analysed: one channel at 16 kHz. */
export interface Recording {
  readonly samples: Float32Array;
  readonly seconds: number;
  /** The sample rate of the file. */
  readonly sourceRate: number;
  /** The share of the file's samples that stand at the edge of its range in runs of at least three. */
  readonly clippedShare: number;
  /**
   * The level that one sample in 2,000 exceeds over the level that one in 100 exceeds: near 1 for sound that was
   * clipped and then compressed.
   */
  readonly peakRatio: number;
  /** Whether the file ends before its header says. */
  readonly truncated: boolean;
}

/**
 * Answers to a prompt last seconds. A recording of a microphone that was left on is refused, which also limits the
 * memory.
 */
const MOST_SECONDS = 600;
/** Enough for ten minutes of two 32-bit channels at 48 kHz. */
const MOST_BYTES = 256 * 1024 * 1024;
/** Anything shorter is less than a syllable. */
const LEAST_SECONDS = 0.05;

type Decoder = (
  bytes: Uint8Array,
  mostSeconds: number,
) => DecodedAudio | AudioRefusal | Promise<DecodedAudio | AudioRefusal>;

const DECODERS: Readonly<Partial<Record<AudioFormat, Decoder>>> = {
  wav: decodeWav,
  flac: decodeFlac,
  mp3: decodeMp3,
  ogg: decodeOgg,
  webm: decodeWebm,
};

/** Reads a sound file, regardless of its name. A refusal says what is wrong with the file. */
export async function readRecording(path: string): Promise<Recording | AudioRefusal> {
  const bytes = await readAtMost(path, MOST_BYTES);
  if (bytes.length === 0) return refuse('empty', 'The file is empty.');
  if (!bytes.some((byte) => byte !== 0)) return refuse('empty', 'The file holds nothing but zeros.');
  const format = audioFormat(bytes);
  if (format === null)
    return refuse('unknown_format', 'This is no sound file: WAV, FLAC, MP3, Ogg Opus and WebM can be read.');
  const decode = DECODERS[format];
  if (decode === undefined)
    return refuse(
      'unsupported_format',
      `${NAMES[format] ?? format.toUpperCase()} cannot be read: no decoder under a permissive licence exists. Record as WAV, FLAC, MP3, Ogg Opus or WebM, or convert first, for example by \`ffmpeg -i in.m4a out.flac\`.`,
    );
  const decoded = await decode(bytes, MOST_SECONDS + 1);
  return isRefused(decoded) ? decoded : recordingOf(decoded);
}

const NAMES: Readonly<Partial<Record<AudioFormat, string>>> = { mp4: 'M4A (AAC in MP4)' };

export function recordingOf({ sampleRate, samples, truncated }: DecodedAudio): Recording | AudioRefusal {
  const seconds = samples.length / sampleRate;
  if (seconds > MOST_SECONDS)
    return refuse(
      'too_long',
      `The recording lasts more than ${MOST_SECONDS / 60} minutes, which no answer does: cut it to the answer.`,
    );
  if (seconds < LEAST_SECONDS)
    return refuse(
      'empty',
      `The recording lasts ${seconds.toFixed(3)} s; at least ${LEAST_SECONDS} s are needed.`,
    );
  return {
    samples: resample(samples, sampleRate, SAMPLE_RATE),
    seconds,
    sourceRate: sampleRate,
    clippedShare: clippedShare(samples),
    peakRatio: peakRatio(samples),
    truncated,
  };
}

async function readAtMost(path: string, most: number): Promise<Uint8Array> {
  const file = await open(path);
  try {
    const { size } = await file.stat();
    const bytes = new Uint8Array(Math.min(size, most));
    let filled = 0;
    while (filled < bytes.length) {
      const { bytesRead } = await file.read(bytes, filled, bytes.length - filled, filled);
      if (bytesRead === 0) break;
      filled += bytesRead;
    }
    return bytes.subarray(0, filled);
  } finally {
    await file.close();
  }
}

/** This many samples are enough to see how all are distributed. */
const ENOUGH_SAMPLES = 500_000;

function peakRatio(samples: Float32Array): number {
  const step = Math.ceil(samples.length / ENOUGH_SAMPLES);
  const sizes = Float32Array.from({ length: Math.floor(samples.length / step) }, (_, i) =>
    Math.abs(samples[i * step]),
  ).sort();
  const at = (share: number): number => sizes[Math.floor(share * (sizes.length - 1))];
  return at(0.99) > 0 ? at(0.9995) / at(0.99) : Number.POSITIVE_INFINITY;
}

/** Neighbouring samples of the same sign that come this near the recording's highest value are clipped. */
const FLAT = 0.995;
const LEAST_ROW = 3;
/** A recording that stays below this level was not clipped. */
const LEAST_PEAK = 0.1;

function clippedShare(samples: Float32Array): number {
  const peak = samples.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0);
  if (peak < LEAST_PEAK) return 0;
  let clipped = 0;
  let row = 0;
  for (let i = 0; i <= samples.length; i += 1) {
    const isFlat =
      i < samples.length &&
      Math.abs(samples[i]) >= FLAT * peak &&
      (row === 0 || samples[i] > 0 === samples[i - 1] > 0);
    if (isFlat) row += 1;
    else {
      if (row >= LEAST_ROW) clipped += row;
      row = i < samples.length && Math.abs(samples[i]) >= FLAT * peak ? 1 : 0;
    }
  }
  return clipped / samples.length;
}
