import { type FeatureMatrix, featureMatrix } from '../../src/model/matrix.ts';
import { seededRandom } from '../../src/stats/random.ts';
import { sigmoid } from '../../src/stats/sigmoid.ts';

export const COLUMNS = ['signal', 'heavyTail', 'sometimesMissing', 'constant', 'alwaysMissing', 'noise'];
export const ROWS = 600;

/** Rows as in service: one informative column, one with a heavy tail, missing values, and columns without any value. */
export function trainingRows(): { matrix: FeatureMatrix; labels: Uint8Array } {
  const random = seededRandom(2024);
  const rows = Array.from({ length: ROWS }, () => {
    const signal = 4 * random.uniform() - 2;
    const heavyTail = Math.exp(8 * random.uniform());
    const sometimesMissing = random.uniform() < 0.2 ? Number.NaN : random.uniform();
    const label = random.uniform() < sigmoid(2 * signal) ? 1 : 0;
    return { values: [signal, heavyTail, sometimesMissing, 7, Number.NaN, random.uniform()], label };
  });
  return {
    matrix: featureMatrix(COLUMNS, Float64Array.from(rows.flatMap((row) => row.values))),
    labels: Uint8Array.from(rows, (row) => row.label),
  };
}

export const CATEGORY_COLUMNS = ['colour', 'noise'];

/** Labels by colour: even colours often have label 1 and odd ones seldom, which no order of the codes shows. */
export function categoryRows(
  seed: number,
  codeOf: (colour: number) => number = (colour) => colour,
): { matrix: FeatureMatrix; labels: Uint8Array } {
  const random = seededRandom(seed);
  const rows = Array.from({ length: ROWS }, () => {
    const colour = random.below(8);
    const label = random.uniform() < (colour % 2 === 0 ? 0.9 : 0.1) ? 1 : 0;
    // Colour 7 appears as a missing value.
    return { values: [colour === 7 ? Number.NaN : codeOf(colour), random.uniform()], label };
  });
  const values = Float64Array.from(rows.flatMap((row) => row.values));
  return {
    matrix: { ...featureMatrix(CATEGORY_COLUMNS, values), categories: ['colour'] },
    labels: Uint8Array.from(rows, (row) => row.label),
  };
}
