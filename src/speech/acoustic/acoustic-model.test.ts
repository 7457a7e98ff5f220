import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readAcousticModel } from './acoustic-model.ts';
import { plainDensityScores } from './codebook-scores.ts';
import { densityScores } from './density-kernel.ts';
import { FEATURES } from './features.ts';
import { STEP } from './mixture-weights.ts';

const model = readAcousticModel(join(import.meta.dirname, '../../../models/speech/cmusphinx-en-us-16k'));
const { definitions, gaussians, mixtures, transitions } = model;

describe('the model, once read,', () => {
  test('has the 39 phones of the dictionary, silence and two noises', () => {
    expect(definitions.phones).toHaveLength(42);
    expect(definitions.phones[definitions.silence]).toBe('SIL');
    expect(definitions.phones).toEqual(expect.arrayContaining(['AA', 'ZH', '+NSN+', '+SPN+']));
    expect(definitions.senoneCount).toBe(5_126);
  });

  test('a phone between two neighbours has its own states, all from the codebook of that phone', () => {
    const number = (name: string) => definitions.phones.indexOf(name);
    const between = definitions.between(number('K'), number('AE'), number('T'), 'internal');
    expect(between).not.toEqual(definitions.plain(number('AE')));
    for (const senone of between) expect(definitions.phoneOfSenone[senone]).toBe(number('AE'));
  });

  test('weights of a senone sum to one, apart from the rounding of the coarse steps', () => {
    for (const senone of [0, 60, 1_000, 5_125]) {
      for (let stream = 0; stream < gaussians.streams; stream += 1) {
        let sum = 0;
        for (let density = 0; density < gaussians.densities; density += 1) {
          const row = (stream * gaussians.densities + density) * mixtures.senones;
          sum += Math.exp(-mixtures.weights[row + senone] * STEP);
        }
        expect(sum).toBeGreaterThan(0.9);
        expect(sum).toBeLessThan(1.05);
      }
    }
  });

  test('the chances to stay in a state and to leave it sum to one', () => {
    transitions.stay.forEach((stay, place) => {
      expect(Math.exp(stay) + Math.exp(transitions.leave[place])).toBeCloseTo(1, 5);
    });
  });
});

test('WebAssembly gives densities bit for bit the same scores as plain JavaScript', () => {
  const size = gaussians.codebooks * gaussians.streams * gaussians.densities;
  const [fast, plain] = [new Float32Array(size), new Float32Array(size)];
  for (const seed of [1, 2, 3]) {
    const frame = Float32Array.from({ length: FEATURES }, (_, i) => 8 * Math.sin(seed * 31 + i * 1.7));
    densityScores(gaussians)(frame, fast);
    plainDensityScores(gaussians)(frame, plain);
    expect(fast).toEqual(plain);
    expect(plain.some((score) => score > -1_000 && score < 0)).toBe(true);
  }
});
