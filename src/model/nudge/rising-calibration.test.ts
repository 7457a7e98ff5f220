import { expect, test } from 'vitest';
import { calibrationError } from '../../stats/calibration-error.ts';
import { seededRandom } from '../../stats/random.ts';
import { calibratedProbability, calibrationSchema, fitCalibration } from '../calibration.ts';
import { risingCalibration } from './rising-calibration.ts';

/** Labels that step from no to yes at zero; one in fifty is wrong on either side. */
function step(seed: number) {
  const random = seededRandom(seed);
  const margins = Float64Array.from({ length: 5000 }, () => 10 * random.uniform() - 5);
  const labels = Uint8Array.from(margins, (margin) => (random.uniform() < 0.02 === margin > 0 ? 0 : 1));
  return { margins, labels };
}

const { margins, labels } = step(1);
const calibration = risingCalibration(margins, labels);

test('rises between any two margins, so that different rows stay different', () => {
  const rising = Array.from({ length: 500 }, (_, n) =>
    calibratedProbability(calibration, -4.99 + (n * 9.98) / 499),
  );
  for (let n = 1; n < rising.length; n += 1) expect(rising[n]).toBeGreaterThan(rising[n - 1]);
});

test('follows a step, which a line cannot', () => {
  const later = step(2);
  const errorOf = (one: typeof calibration) =>
    Number(
      calibrationError(
        later.margins.map((margin) => calibratedProbability(one, margin)),
        later.labels,
      ),
    );
  expect(errorOf(calibration)).toBeLessThan(0.015);
  expect(errorOf(fitCalibration('platt', margins, labels))).toBeGreaterThan(0.02);
});

test('is a calibration that a model file can hold', () => {
  expect(calibrationSchema.parse(JSON.parse(JSON.stringify(calibration)))).toEqual(calibration);
});
