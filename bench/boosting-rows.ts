import { closeSync, openSync, readSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type FeatureMatrix, featureMatrix } from '../src/model/matrix.ts';
import { seededRandom } from '../src/stats/random.ts';
import { sigmoid } from '../src/stats/sigmoid.ts';

export const WIDTH = 60;
const TELLING_COLUMNS = 20;
const SEED = 1;

/** There are as many rows for evaluation as for training; the files hold the training rows first. */
export type Half = 'learning' | 'judging';

/**
 * Writes made-up rows to `values.bin` (float64) and `labels.bin` (a byte each) in `folder`. The columns are
 * distributed as indicators are: uniform, skewed, or whole numbers that repeat often. A third of them are informative.
 */
export function writeRows(folder: string, rows: number): void {
  const random = seededRandom(SEED);
  const values = new Float64Array(2 * rows * WIDTH);
  const labels = new Uint8Array(2 * rows);
  for (let row = 0; row < labels.length; row += 1) {
    let margin = -1;
    for (let column = 0; column < WIDTH; column += 1) {
      const even = 2 * random.uniform() - 1;
      if (column < TELLING_COLUMNS) margin += (column % 2 === 0 ? -0.6 : 0.6) * even * (1 + Math.abs(even));
      // XGBoost stores float32; with values rounded to it, both libraries get the same values.
      values[row * WIDTH + column] = Math.fround(shaped(even, column));
    }
    labels[row] = random.uniform() < sigmoid(margin) ? 1 : 0;
  }
  writeFileSync(join(folder, 'values.bin'), new Uint8Array(values.buffer));
  writeFileSync(join(folder, 'labels.bin'), labels);
}

function shaped(even: number, column: number): number {
  if (column % 3 === 0) return Math.exp(3 * even);
  return column % 5 === 1 ? Math.round(5 * even) : even;
}

/** Reads one half of the rows that `writeRows` wrote. */
export function readRows(
  folder: string,
  rows: number,
  half: Half,
): { matrix: FeatureMatrix; labels: Uint8Array } {
  const first = half === 'learning' ? 0 : rows;
  const values = new Float64Array(rows * WIDTH);
  const labels = new Uint8Array(rows);
  read(join(folder, 'values.bin'), new Uint8Array(values.buffer), first * WIDTH * values.BYTES_PER_ELEMENT);
  read(join(folder, 'labels.bin'), labels, first);
  const names = Array.from({ length: WIDTH }, (_, column) => `c${column}`);
  return { matrix: featureMatrix(names, values), labels };
}

function read(path: string, target: Uint8Array, position: number): void {
  const file = openSync(path, 'r');
  try {
    readSync(file, target, 0, target.length, position);
  } finally {
    closeSync(file);
  }
}
