import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { InputError } from '../errors.ts';
import { COLUMNS } from '../features/indicators.ts';
import { calibratedProbability } from './calibration.ts';
import { parseModelFile } from './model-file.ts';
import { scorerOf } from './score.ts';

const model = parseModelFile(readFileSync('models/dropout.json', 'utf8'));
const scorer = scorerOf(model, COLUMNS);

const rows = fc
  .array(fc.oneof(fc.double({ min: -50, max: 2_000, noNaN: true }), fc.constant(Number.NaN)), {
    minLength: COLUMNS.length,
    maxLength: COLUMNS.length,
  })
  .map((values) => Float64Array.from(values));

const reordered = [...COLUMNS].reverse();

test('the shipped model reads the indicators of this release', () => {
  expect(scorer.modelId).toBe(model.id);
  expect(model.target).toBe('dropout');
});

test('the order of the columns and additional columns make no difference', () => {
  const other = scorerOf(model, ['one more', ...reordered]);
  fc.assert(
    fc.property(rows, (values) => {
      const shuffled = Float64Array.from([99, ...values.toReversed()]);
      expect(other.probability(shuffled)).toBe(scorer.probability(values));
      const parts = new Float64Array(COLUMNS.length);
      const shuffledParts = new Float64Array(COLUMNS.length + 1);
      expect(other.contributions(shuffled, shuffledParts)).toBe(scorer.contributions(values, parts));
      expect(shuffledParts).toEqual(Float64Array.from([0, ...parts.toReversed()]));
    }),
  );
});

test('a probability lies between 0 and 1, and its parts add up to the log-odds before calibration', () => {
  fc.assert(
    fc.property(rows, (values) => {
      const probability = scorer.probability(values);
      expect(probability).toBeGreaterThanOrEqual(0);
      expect(probability).toBeLessThanOrEqual(1);
      const parts = new Float64Array(COLUMNS.length).fill(7);
      const margin = scorer.contributions(values, parts) + parts.reduce((sum, part) => sum + part, 0);
      expect(calibratedProbability(model.calibration, margin)).toBeCloseTo(probability, 9);
    }),
  );
});

test('a model that reads an unknown indicator is refused, and the error names it', () => {
  const columns = COLUMNS.filter((column) => column !== 'mean_score');
  expect(() => scorerOf(model, columns)).toThrow(InputError);
  expect(() => scorerOf(model, columns)).toThrow(/does not have: mean_score\. Retrain it/);
});
