import { fourierTransform } from '../acoustic/fft.ts';

/** The voice in each frame of 10 ms. */
export interface PitchTrack {
  /** In Hz; 0 where no voice is heard. */
  readonly hertz: Float32Array;
  /** How regular the sound is, 0 to 1. */
  readonly clarity: Float32Array;
}

const SAMPLE_RATE = 16_000;
const HOP = 160;
/** 50 ms: two periods of the lowest pitch. */
const WINDOW = 800;
const SIZE = 2_048;
const LOWEST_HZ = 60;
const HIGHEST_HZ = 600;
/** A peak this near the highest is preferred where its period is shorter, to prevent octave errors. */
const NEAR_HIGHEST = 0.9;
const VOICED_CLARITY = 0.55;
/** A frame 50 dB below the loudest one holds no voice. */
const FAINT = 1e-5;

/**
 * Tracks the pitch by the normalised square difference (McLeod and Wyvill 2005, "A smarter way to find pitch"), with a
 * median over five frames to remove single errors.
 *
 * @param samples at 16 kHz
 */
export function pitchTrack(samples: Float32Array): PitchTrack {
  const frames = Math.max(0, Math.floor((samples.length - WINDOW) / HOP) + 1);
  const hertz = new Float32Array(frames);
  const clarity = new Float32Array(frames);
  const energy = new Float32Array(frames);
  const difference = squareDifference();
  for (let frame = 0; frame < frames; frame += 1) {
    const window = samples.subarray(frame * HOP, frame * HOP + WINDOW);
    const found = clearestPeriod(difference(window));
    energy[frame] = found.energy;
    clarity[frame] = found.clarity;
    hertz[frame] = found.period > 0 ? SAMPLE_RATE / found.period : 0;
  }
  const loudest = energy.reduce((a, b) => Math.max(a, b), 0);
  for (let frame = 0; frame < frames; frame += 1)
    if (clarity[frame] < VOICED_CLARITY || energy[frame] < loudest * FAINT) hertz[frame] = 0;
  return { hertz: smoothed(hertz), clarity };
}

interface Difference {
  /** Normalised, by lag; 1 where the window repeats itself exactly. */
  readonly values: Float64Array;
  readonly energy: number;
}

function squareDifference(): (window: Float32Array) => Difference {
  const transform = fourierTransform(SIZE);
  const real = new Float64Array(SIZE);
  const imaginary = new Float64Array(SIZE);
  const longest = Math.ceil(SAMPLE_RATE / LOWEST_HZ) + 2;
  const values = new Float64Array(longest);
  return (window) => {
    let mean = 0;
    for (let i = 0; i < WINDOW; i += 1) mean += window[i] / WINDOW;
    real.fill(0);
    imaginary.fill(0);
    for (let i = 0; i < WINDOW; i += 1) real[i] = window[i] - mean;
    let energy = 0;
    for (let i = 0; i < WINDOW; i += 1) energy += real[i] * real[i];
    let both = 2 * energy;
    const total = energy;
    const kept = Float64Array.from(real.subarray(0, WINDOW));
    transform(real, imaginary);
    for (let i = 0; i < SIZE; i += 1) {
      real[i] = real[i] * real[i] + imaginary[i] * imaginary[i];
      imaginary[i] = 0;
    }
    transform(real, imaginary);
    for (let lag = 0; lag < longest; lag += 1) {
      values[lag] = both > 0 ? (2 * real[lag]) / SIZE / both : 0;
      both -= kept[lag] ** 2 + kept[WINDOW - 1 - lag] ** 2;
    }
    return { values, energy: total / WINDOW };
  };
}

/** The first peak that is nearly as high as the highest, among the periods that voices have. */
function clearestPeriod({ values, energy }: Difference): { period: number; clarity: number; energy: number } {
  const shortest = Math.floor(SAMPLE_RATE / HIGHEST_HZ);
  let highest = 0;
  const peaks: number[] = [];
  // The peak at lag 0 ends where the difference first falls below 0.
  let lag = 1;
  while (lag < values.length - 1 && values[lag] > 0) lag += 1;
  for (lag = Math.max(lag, shortest); lag < values.length - 1; lag += 1) {
    if (values[lag] <= values[lag - 1] || values[lag] < values[lag + 1] || values[lag] <= 0) continue;
    peaks.push(lag);
    highest = Math.max(highest, values[lag]);
  }
  const peak = peaks.find((place) => values[place] >= NEAR_HIGHEST * highest);
  if (peak === undefined) return { period: 0, clarity: 0, energy };
  const [before, at, after] = [values[peak - 1], values[peak], values[peak + 1]];
  const bend = before - 2 * at + after;
  const shift = bend === 0 ? 0 : (before - after) / (2 * bend);
  return { period: peak + shift, clarity: Math.min(1, at), energy };
}

/** The median of the voiced frames among five neighbours; a single voiced frame counts as unvoiced. */
function smoothed(hertz: Float32Array): Float32Array {
  return hertz.map((value, frame) => {
    if (value === 0) return 0;
    const around = [...hertz.subarray(Math.max(0, frame - 2), frame + 3)].filter((other) => other > 0);
    if (around.length < 2) return 0;
    return around.sort((a, b) => a - b)[around.length >> 1];
  });
}
