import fc from 'fast-check';
import { expect, it } from 'vitest';
import { anyRow, anyTree, WIDTH } from '../../../test/fixtures/any-tree.ts';
import { cachingExplainer } from './cached-parts.ts';
import { treesExplainer } from './tree-shap.ts';

const trees = fc.array(anyTree, { minLength: 1, maxLength: 5 });
const rows = fc.array(anyRow, { minLength: 1, maxLength: 20 });

it.each([
  ['with room for everything', undefined],
  ['with so little room that it forgets all the time', 2 * WIDTH],
])('explains every row as if it cached nothing, %s', (_, room) => {
  fc.assert(
    fc.property(trees, rows, (trees, rows) => {
      const plain = treesExplainer(trees);
      const caching = cachingExplainer(trees, room);
      expect(caching.base).toBeCloseTo(plain.base, 12);
      for (const row of [...rows, ...rows]) {
        const [expected, found] = [new Float64Array(WIDTH), new Float64Array(WIDTH)];
        plain.explain(row, expected);
        caching.explain(row, found);
        found.forEach((part, column) => {
          expect(part).toBeCloseTo(expected[column], 12);
        });
      }
    }),
  );
});
