import fc from 'fast-check';
import { expect, it } from 'vitest';
import { seededRandom } from '../stats/random.ts';
import { productsOfRows, transpose } from './products.ts';

const size = fc.integer({ min: 1, max: 11 });

it('multiplies every row with every row, whatever the sizes, to the same bits as the plain sum', () => {
  fc.assert(
    fc.property(size, size, size, fc.integer(), (m, n, width, seed) => {
      const random = seededRandom(seed);
      const left = Float64Array.from({ length: m * width }, () => random.uniform() - 0.5);
      const right = Float64Array.from({ length: n * width }, () => random.uniform() - 0.5);
      const out = new Float64Array(m * n);
      productsOfRows(left, right, [m, n, width], out);
      for (let i = 0; i < m; i += 1) {
        for (let j = 0; j < n; j += 1) {
          let sum = 0;
          for (let k = 0; k < width; k += 1) sum += left[i * width + k] * right[j * width + k];
          expect(out[i * n + j]).toBe(sum);
        }
      }
    }),
  );
});

it('transposes', () => {
  const out = new Float64Array(6);
  transpose(Float64Array.of(1, 2, 3, 4, 5, 6), 2, 3, out);
  expect(out).toEqual(Float64Array.of(1, 4, 2, 5, 3, 6));
});
