import { describe, expect, test } from 'vitest';
import { tone } from '../../../test/fixtures/speech/wav.ts';
import { COEFFICIENTS, cepstraOf, frameCount, LINES, powerSpectra } from './cepstra.ts';
import { subtractMean, withSlopes } from './features.ts';
import { fourierTransform } from './fft.ts';
import { readFrontEnd } from './front-end.ts';

const FRONT_END = { lowestHz: 130, highestHz: 6_800, filters: 25, lifter: 22 };

test('the fast transform gives the same result as the slow one', () => {
  const size = 16;
  const real = Float64Array.from({ length: size }, (_, i) => Math.sin(i * i));
  const imaginary = Float64Array.from({ length: size }, (_, i) => Math.cos(3 * i));
  const [re, im] = [real.slice(), imaginary.slice()];
  fourierTransform(size)(re, im);
  for (let k = 0; k < size; k += 1) {
    let [sumRe, sumIm] = [0, 0];
    for (let i = 0; i < size; i += 1) {
      const angle = (-2 * Math.PI * k * i) / size;
      sumRe += real[i] * Math.cos(angle) - imaginary[i] * Math.sin(angle);
      sumIm += real[i] * Math.sin(angle) + imaginary[i] * Math.cos(angle);
    }
    expect(re[k]).toBeCloseTo(sumRe, 10);
    expect(im[k]).toBeCloseTo(sumIm, 10);
  }
});

describe('cepstra', () => {
  test('a tone has its power at its line of the spectrum', () => {
    const spectra = powerSpectra(tone(1_000, 0.2, 16_000));
    const frame = spectra.subarray(LINES, 2 * LINES);
    // 1000 Hz at 31.25 Hz a line.
    expect(frame.indexOf(Math.max(...frame))).toBe(32);
  });

  test('twice the amplitude adds log 4 to every filter: only the first coefficient moves', () => {
    const sound = tone(500, 0.2, 16_000, 0.2).map((value, i) => value + 0.1 * Math.sin(i * i * 1e-4));
    const quiet = cepstraOf(powerSpectra(sound), FRONT_END, 1);
    const loud = cepstraOf(powerSpectra(sound.map((value) => 2 * value)), FRONT_END, 1);
    const at = 5 * COEFFICIENTS;
    // The first is the sum of the logarithms times the root of 1/25: 25 log 4 / 5.
    expect(loud[at] - quiet[at]).toBeCloseTo(5 * Math.log(4), 3);
    for (let k = 1; k < COEFFICIENTS; k += 1) expect(loud[at + k]).toBeCloseTo(quiet[at + k], 3);
  });

  test('a second has 98 whole frames', () => {
    // (16000 - 410) / 160 + 1, rounded down.
    expect(frameCount(16_000)).toBe(98);
    expect(frameCount(409)).toBe(0);
  });

  test('the mean is removed, and a straight line has the same slope everywhere', () => {
    const cepstra = Float32Array.from({ length: 20 * COEFFICIENTS }, (_, i) => Math.floor(i / COEFFICIENTS));
    subtractMean(cepstra);
    expect(cepstra.reduce((sum, value) => sum + value, 0)).toBeCloseTo(0, 3);
    const features = withSlopes(cepstra).subarray(10 * 3 * COEFFICIENTS, 11 * 3 * COEFFICIENTS);
    // The value two frames later minus the value two frames earlier is 4; the slope does not change.
    expect(features[COEFFICIENTS]).toBe(4);
    expect(features[2 * COEFFICIENTS]).toBe(0);
  });
});

test('a model that needs an unsupported setting is refused, and the error names the setting', () => {
  expect(() => readFrontEnd('-transform htk\n-nfilt 40')).toThrow(/transform htk is not supported; dct is/);
  expect(readFrontEnd('-lowerf 130\n-upperf 6800\n-nfilt 25\n-lifter 22\n')).toEqual(FRONT_END);
});
