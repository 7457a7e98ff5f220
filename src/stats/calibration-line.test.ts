import { describe, expect, it } from 'vitest';
import { calibrationLine } from './calibration-line.ts';
import { seededRandom } from './random.ts';
import { sigmoid } from './sigmoid.ts';

describe('calibrationLine', () => {
  const probabilities = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.35];
  const labels = [0, 0, 1, 0, 1, 0, 1, 1, 1, 0];

  it('agrees with scikit-learn', () => {
    // scikit-learn 1.2.1, LogisticRegression(penalty=None) of the labels on the log-odds.
    const line = calibrationLine(probabilities, labels);
    expect(line?.slope).toBeCloseTo(1.56561, 4);
    expect(line?.intercept).toBeCloseTo(0.1516, 4);
  });

  it('finds by how much probabilities are too extreme', () => {
    const random = seededRandom(1);
    const logOdds = Array.from({ length: 50_000 }, () => 8 * random.uniform() - 4);
    const outcomes = logOdds.map((x) => (random.uniform() < sigmoid(0.5 * x + 0.3) ? 1 : 0));
    const line = calibrationLine(logOdds.map(sigmoid), outcomes);
    expect(line?.slope).toBeCloseTo(0.5, 1);
    expect(line?.intercept).toBeCloseTo(0.3, 1);
  });

  it('counts a row of weight two twice, and is null where all labels are the same', () => {
    const twice = calibrationLine(probabilities, labels, [2, ...new Array(9).fill(1)]);
    const repeated = calibrationLine([...probabilities, 0.1], [...labels, 0]);
    expect(twice?.slope).toBeCloseTo(repeated?.slope as number, 10);
    expect(calibrationLine([0.2, 0.4, 0.6], [1, 1, 1])).toBeNull();
  });
});
