import { fourierTransform } from './fft.ts';
import type { FrontEnd } from './front-end.ts';

/** Cepstral coefficients of a frame. */
export const COEFFICIENTS = 13;
/** A frame begins every 10 ms. */
const FRAME_SAMPLES = 160;
export const FRAME_SECONDS = 0.01;
/** 25.625 ms, Sphinx's default. */
const WINDOW_SAMPLES = 410;
const TRANSFORM_SIZE = 512;
/** Lines of a spectrum from 0 Hz up to half the sample rate. */
export const LINES = TRANSFORM_SIZE / 2 + 1;
const SAMPLE_RATE = 16_000;
const PRE_EMPHASIS = 0.97;
/** Sphinx works on 16-bit integers and adds this to the energy of a filter. */
const FULL_SCALE = 32_768;
const LOG_FLOOR = 1e-4;

/** The power of each line of the spectrum: `LINES` values a frame. */
export function powerSpectra(samples: Float32Array): Float32Array {
  const frames = frameCount(samples.length);
  const spectra = new Float32Array(frames * LINES);
  const transform = fourierTransform(TRANSFORM_SIZE);
  const real = new Float64Array(TRANSFORM_SIZE);
  const imaginary = new Float64Array(TRANSFORM_SIZE);
  const window = Float64Array.from(
    { length: WINDOW_SAMPLES },
    (_, i) => FULL_SCALE * (0.54 - 0.46 * Math.cos((2 * Math.PI * i) / (WINDOW_SAMPLES - 1))),
  );
  for (let frame = 0; frame < frames; frame += 1) {
    const start = frame * FRAME_SAMPLES;
    real.fill(0);
    imaginary.fill(0);
    for (let i = 0; i < WINDOW_SAMPLES; i += 1) {
      const before = start + i > 0 ? samples[start + i - 1] : 0;
      real[i] = (samples[start + i] - PRE_EMPHASIS * before) * window[i];
    }
    transform(real, imaginary);
    for (let line = 0; line < LINES; line += 1)
      spectra[frame * LINES + line] = real[line] * real[line] + imaginary[line] * imaginary[line];
  }
  return spectra;
}

/**
 * Mel-frequency cepstral coefficients as Sphinx computes them, without its dither and noise removal (Davis and Mermelstein
 * 1980, "Comparison of parametric representations for monosyllabic word recognition").
 *
 * @param warp stretches the filters: above 1 it brings a short vocal tract to an average one (Lee and Rose 1998, "A
 *   frequency warping approach to speaker normalization")
 * @returns `COEFFICIENTS` values a frame
 */
export function cepstraOf(spectra: Float32Array, frontEnd: FrontEnd, warp: number): Float32Array {
  const filters = melFilters(frontEnd, warp);
  const cosines = cosineRows(frontEnd);
  const energies = new Float64Array(frontEnd.filters);
  const frames = spectra.length / LINES;
  const cepstra = new Float32Array(frames * COEFFICIENTS);
  for (let frame = 0; frame < frames; frame += 1) {
    filters.forEach(({ first, weights }, filter) => {
      const start = frame * LINES + first;
      let energy = LOG_FLOOR;
      for (let k = 0; k < weights.length; k += 1) energy += weights[k] * spectra[start + k];
      energies[filter] = Math.log(energy);
    });
    cosines.forEach((row, k) => {
      let sum = 0;
      for (let filter = 0; filter < energies.length; filter += 1) sum += row[filter] * energies[filter];
      cepstra[frame * COEFFICIENTS + k] = sum;
    });
  }
  return cepstra;
}

/** How many whole frames this number of samples holds. */
export const frameCount = (samples: number): number =>
  samples < WINDOW_SAMPLES ? 0 : Math.floor((samples - WINDOW_SAMPLES) / FRAME_SAMPLES) + 1;

interface MelFilter {
  /** The first line of the spectrum that the filter weighs. */
  readonly first: number;
  readonly weights: Float64Array;
}

const melOf = (hz: number): number => 2595 * Math.log10(1 + hz / 700);
const hzOf = (mel: number): number => 700 * (10 ** (mel / 2595) - 1);

/** Triangles of area one, with corners on lines of the spectrum. */
function melFilters({ lowestHz, highestHz, filters }: FrontEnd, warp: number): MelFilter[] {
  const lineHz = SAMPLE_RATE / TRANSFORM_SIZE;
  const width = (melOf(highestHz) - melOf(lowestHz)) / (filters + 1);
  const corner = (nth: number): number =>
    Math.min(
      SAMPLE_RATE / 2,
      Math.floor((hzOf(melOf(lowestHz) + nth * width) * warp) / lineHz + 0.5) * lineHz,
    );
  return Array.from({ length: filters }, (_, nth) => {
    const [low, middle, high] = [corner(nth), corner(nth + 1), corner(nth + 2)];
    const first = low / lineHz + 1;
    const weights = Float64Array.from({ length: Math.max(0, high / lineHz - first) }, (_, k) => {
      const hz = (first + k) * lineHz;
      const rising = middle > low ? (hz - low) / (middle - low) : 1;
      const falling = high > middle ? (high - hz) / (high - middle) : 1;
      return (Math.min(rising, falling) * 2) / (high - low);
    });
    return { first, weights };
  });
}

/** The cosine transform, multiplied by the lifter: one row for each coefficient. */
function cosineRows({ filters, lifter }: FrontEnd): Float64Array[] {
  return Array.from({ length: COEFFICIENTS }, (_, k) => {
    const scale = Math.sqrt((k === 0 ? 1 : 2) / filters);
    const lift = lifter > 0 ? 1 + (lifter / 2) * Math.sin((k * Math.PI) / lifter) : 1;
    return Float64Array.from(
      { length: filters },
      (_, filter) => scale * lift * Math.cos(((k * Math.PI) / filters) * (filter + 0.5)),
    );
  });
}
