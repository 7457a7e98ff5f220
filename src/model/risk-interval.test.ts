import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { handMadeModel } from '../../test/fixtures/hand-made-model.ts';
import { learnerId } from '../domain/learner.ts';
import { presentationId } from '../domain/presentation.ts';
import { COLUMNS } from '../features/indicators.ts';
import { seededRandom } from '../stats/random.ts';
import { createModel, parseModelFile, serialiseModelFile } from './model-file.ts';
import { type CalibrationRow, fitRiskInterval, riskIntervalOf, riskIntervalSchema } from './risk-interval.ts';
import { scorerOf } from './score.ts';

/** Learners whose share with the target is their probability plus `excess`. */
function rows(presentation: string, count: number, excess = 0): CalibrationRow[] {
  const random = seededRandom(count);
  return Array.from({ length: count }, (_, nth) => {
    const probability = random.uniform();
    return {
      presentationId: presentationId(presentation),
      learnerId: learnerId(`${nth}`),
      probability,
      label: random.uniform() < probability + excess ? 1 : 0,
    };
  });
}

describe('the interval of a risk', () => {
  test('spans most of the outcomes of past courses, from courses that lost few learners to courses that lost many', () => {
    const interval = riskIntervalOf(
      fitRiskInterval([...rows('AAA-2013J', 20_000, -0.2), ...rows('BBB-2013J', 20_000, 0.2)]),
      0.5,
    );
    // Of 0.3 and 0.7 the quantiles at 0.1 and 0.9.
    expect(interval.low).toBeCloseTo(0.34, 1);
    expect(interval.high).toBeCloseTo(0.66, 1);
  });

  test('puts small courses together', () => {
    const parts = ['AAA', 'BBB', 'CCC', 'DDD'].flatMap((course, nth) =>
      rows(`${course}-2013J`, nth === 2 ? 250 : 100 + nth),
    );
    expect(fitRiskInterval(parts).map((part) => part.parts)).toEqual([
      ['CCC-2013J'],
      ['AAA-2013J', 'BBB-2013J', 'DDD-2013J'],
    ]);
  });

  test('holds the probability and rises with it', () => {
    const learnt = fitRiskInterval([...rows('AAA-2013J', 300, -0.3), ...rows('BBB-2013J', 300)]);
    const probability = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(probability, probability, (a, b) => {
        const [lower, upper] = [Math.min(a, b), Math.max(a, b)];
        const [left, right] = [riskIntervalOf(learnt, lower), riskIntervalOf(learnt, upper)];
        expect(left.low).toBeLessThanOrEqual(lower);
        expect(left.high).toBeGreaterThanOrEqual(lower);
        expect(left.low).toBeLessThanOrEqual(right.low);
        expect(left.high).toBeLessThanOrEqual(right.high);
      }),
    );
  });

  test('is small in a model file, and read back', () => {
    const interval = fitRiskInterval(rows('AAA-2013J', 50_000));
    const text = JSON.stringify(interval);
    expect(text.length).toBeLessThan(50_000);
    expect(riskIntervalSchema.parse(JSON.parse(text))).toEqual(interval);
    const without = handMadeModel(['AAA-2013J']);
    const model = parseModelFile(serialiseModelFile(createModel({ ...without, interval })));
    expect(scorerOf(model, COLUMNS).interval?.(0.4)).toEqual(riskIntervalOf(interval, 0.4));
    expect(model.id).not.toBe(without.id);
  });
});

test('a model file of an earlier release has no interval and is read all the same', () => {
  const text = serialiseModelFile(handMadeModel(['AAA-2013J']));
  expect(text).not.toContain('"interval"');
  expect(scorerOf(parseModelFile(text), COLUMNS).interval).toBeUndefined();
});

test('a damaged interval is refused', () => {
  const [part] = fitRiskInterval(rows('AAA-2013J', 300));
  const falling = { ...part.low, values: part.low.values.toReversed() };
  expect(riskIntervalSchema.safeParse([{ ...part, low: falling }]).success).toBe(false);
  expect(riskIntervalSchema.safeParse([]).success).toBe(false);
});
