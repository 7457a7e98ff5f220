import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { learnerId } from '../domain/learner.ts';
import { presentationId } from '../domain/presentation.ts';
import { InputError } from '../errors.ts';
import { seededRandom } from '../stats/random.ts';
import { calibratedProbability } from './calibration.ts';
import { logisticRegression } from './estimators/logistic-regression.ts';
import { evaluate } from './judge/evaluation.ts';
import { featureMatrix } from './matrix.ts';
import { createModel, type Model, parseModelFile, serialiseModelFile } from './model-file.ts';

function trained(createdAt = '2014-10-01T00:00:00Z'): Model {
  const random = seededRandom(1);
  const indicators = ['activeDays', 'daysSinceActivity'];
  const matrix = featureMatrix(
    indicators,
    Float64Array.from({ length: 400 }, () => (random.uniform() < 0.1 ? Number.NaN : 30 * random.uniform())),
  );
  const labels = Uint8Array.from({ length: 200 }, (_, row) =>
    matrix.values[2 * row] < 30 * random.uniform() ? 1 : 0,
  );
  const history = {
    parts: ['AAA-2013J'],
    rows: 200,
    groups: 20,
    from: '2013-10-01',
    to: '2014-05-01',
    fingerprint: 'd41d8cd9',
  };
  const scored = {
    learnerId: learnerId('l'),
    presentationId: presentationId('AAA-2014J'),
    day: 7,
    lengthDays: 240,
    probability: 0.8,
    label: 1,
    outcome: 'withdrew',
    leadDays: 20,
  } as const;
  return createModel({
    target: 'dropout',
    createdAt,
    indicators,
    estimator: logisticRegression.fit(matrix, labels, { seed: 1 }),
    calibration: { kind: 'platt', slope: 0.9, intercept: -0.1 },
    alertThreshold: 0.7,
    trainedOn: history,
    metrics: {
      evaluatedOn: { ...history, parts: ['AAA-2014J'] },
      evaluation: evaluate([scored], { alertThreshold: 0.7, seed: 1, resamples: 5 }),
    },
  });
}

const model = trained();
const text = serialiseModelFile(model);

/** The file with one thing changed. */
const changed = (change: (file: Record<string, unknown>) => void): string => {
  const file = JSON.parse(text) as Record<string, unknown>;
  change(file);
  return JSON.stringify(file);
};

describe('model file', () => {
  it('comes back as it was, and predicts to the last bit the same', () => {
    const restored = parseModelFile(text);
    expect(serialiseModelFile(restored)).toBe(text);
    const value = fc.oneof(fc.constant(Number.NaN), fc.double({ min: -100, max: 100, noNaN: true }));
    fc.assert(
      fc.property(value, value, (a, b) => {
        const row = Float64Array.of(a, b);
        const margin = model.estimator.margin(row);
        expect(restored.estimator.margin(row)).toBe(margin);
        expect(calibratedProbability(restored.calibration, margin)).toBe(
          calibratedProbability(model.calibration, margin),
        );
        const out = new Float64Array(2);
        const base = restored.estimator.contributions(row, out);
        expect(base + out[0] + out[1]).toBeCloseTo(margin, 9);
      }),
    );
  });

  it('has an id that depends on the content, not on the time or the order of keys', () => {
    expect(trained('2020-01-01T00:00:00Z').id).toBe(model.id);
    expect(createModel({ ...model, alertThreshold: 0.6 }).id).not.toBe(model.id);
    const reordered = JSON.stringify(Object.fromEntries(Object.entries(JSON.parse(text)).reverse()));
    expect(parseModelFile(reordered).id).toBe(model.id);
  });

  it.each([
    ['no JSON', text.slice(0, -20), /m\.json is not JSON/],
    ['another JSON file', '{"name": "x"}', /not a Rekindle model/],
    ['no object', '[]', /not a Rekindle model/],
    [
      'a newer version',
      changed((file) => {
        file.version = 3;
      }),
      /has version 3; this release reads version 2. Update/,
    ],
    [
      'an older version',
      changed((file) => {
        file.version = 1;
      }),
      /has version 1; this release reads version 2. Train it again/,
    ],
    [
      'a missing part',
      changed((file) => {
        delete file.calibration;
      }),
      /calibration/,
    ],
    [
      'an unknown part',
      changed((file) => {
        file.extra = 1;
      }),
      /extra/,
    ],
    [
      'a wrong value',
      changed((file) => {
        file.alertThreshold = 1.2;
      }),
      /alertThreshold/,
    ],
    [
      'a changed value',
      changed((file) => {
        file.alertThreshold = 0.71;
      }),
      /its id is/,
    ],
  ])('refuses %s, saying so', (_, damaged, message) => {
    expect(() => parseModelFile(damaged, 'm.json')).toThrow(InputError);
    expect(() => parseModelFile(damaged, 'm.json')).toThrow(message);
  });

  it('refuses an estimator that does not fit, even where the id is right', () => {
    const unknown = { ...model, estimator: { ...model.estimator, estimator: 'oracle' } };
    expect(() => parseModelFile(serialiseModelFile(createModel(unknown)))).toThrow(/no estimator oracle/);
    const other = { ...model, indicators: ['activeDays', 'other'] };
    expect(() => parseModelFile(serialiseModelFile(createModel(other)))).toThrow(/different columns/);
    const broken = { ...model, estimator: { ...model.estimator, toJson: () => ({ intercept: 'x' }) } };
    expect(() => parseModelFile(serialiseModelFile(createModel(broken)))).toThrow(/intercept/);
  });
});
