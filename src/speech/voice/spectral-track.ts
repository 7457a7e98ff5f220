import { LINES } from '../acoustic/cepstra.ts';

/** Measurements of the spectrum in each frame of 10 ms. */
export interface SpectralTrack {
  readonly frames: number;
  /** Loudness, in dB relative to full scale. */
  readonly decibels: Float32Array;
  /** Energy from 50 to 1000 Hz over that from 1 to 5 kHz, in dB: high for a soft voice (the alpha ratio). */
  readonly alphaRatio: Float32Array;
  /** The strongest line below 2 kHz over the strongest from 2 to 5 kHz, in dB (Hammarberg's index). */
  readonly hammarberg: Float32Array;
  /** Centre of gravity of the spectrum, in Hz. */
  readonly centroid: Float32Array;
  /** dB a kHz from 0 to 500 Hz and from 500 to 1500 Hz. */
  readonly slopeLow: Float32Array;
  readonly slopeHigh: Float32Array;
  /** How much the shape of the spectrum differs from the previous frame's, 0 to 1. */
  readonly flux: Float32Array;
  /** How even the spectrum is: 0 dB for noise, far below for tones. */
  readonly flatness: Float32Array;
}

const LINE_HZ = 31.25;
const lineAt = (hertz: number): number => Math.round(hertz / LINE_HZ);
const LEAST = 1e-3;
/** Power of a full-scale sine in its frame, which is 0 dB. */
const FULL_SCALE_DB = 10 * Math.log10(32_768 ** 2 * 410 * 256 * 0.2);

const decibel = (power: number): number => 10 * Math.log10(power + LEAST);

/**
 * The parameters of the Geneva set that need only the spectrum (Eyben et al. 2016, "The Geneva minimalistic acoustic
 * parameter set").
 */
export function spectralTrack(spectra: Float32Array): SpectralTrack {
  const frames = spectra.length / LINES;
  const row = () => new Float32Array(frames);
  const track = {
    frames,
    decibels: row(),
    alphaRatio: row(),
    hammarberg: row(),
    centroid: row(),
    slopeLow: row(),
    slopeHigh: row(),
    flux: row(),
    flatness: row(),
  };
  let before = new Float64Array(LINES);
  for (let frame = 0; frame < frames; frame += 1) {
    const lines = spectra.subarray(frame * LINES, (frame + 1) * LINES);
    const total = sum(lines, 0, LINES);
    track.decibels[frame] = decibel(total) - FULL_SCALE_DB;
    track.alphaRatio[frame] =
      decibel(sum(lines, lineAt(50), lineAt(1_000))) - decibel(sum(lines, lineAt(1_000), lineAt(5_000)));
    track.hammarberg[frame] =
      decibel(most(lines, 0, lineAt(2_000))) - decibel(most(lines, lineAt(2_000), lineAt(5_000)));
    track.slopeLow[frame] = slope(lines, lineAt(62), lineAt(500));
    track.slopeHigh[frame] = slope(lines, lineAt(500), lineAt(1_500));
    const shape = new Float64Array(LINES);
    let [weighted, logs, change] = [0, 0, 0];
    for (let line = 0; line < LINES; line += 1) {
      weighted += lines[line] * line * LINE_HZ;
      logs += Math.log(lines[line] + LEAST);
      shape[line] = lines[line] / (total + LEAST);
      change += Math.abs(shape[line] - before[line]) / 2;
    }
    track.centroid[frame] = weighted / (total + LEAST);
    track.flux[frame] = change;
    track.flatness[frame] = (10 / Math.LN10) * (logs / LINES - Math.log(total / LINES + LEAST));
    before = shape;
  }
  return track;
}

function sum(lines: Float32Array, from: number, to: number): number {
  let total = 0;
  for (let line = from; line < to; line += 1) total += lines[line];
  return total;
}

function most(lines: Float32Array, from: number, to: number): number {
  let highest = 0;
  for (let line = from; line < to; line += 1) highest = Math.max(highest, lines[line]);
  return highest;
}

/** The slope of the straight line through the levels, in dB a kHz. */
function slope(lines: Float32Array, from: number, to: number): number {
  const middle = (from + to - 1) / 2;
  let [both, squares] = [0, 0];
  for (let line = from; line < to; line += 1) {
    both += (line - middle) * decibel(lines[line]);
    squares += (line - middle) ** 2;
  }
  return (both / squares) * (1_000 / LINE_HZ);
}
