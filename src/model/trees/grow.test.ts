import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../stats/random.ts';
import { featureMatrix } from '../matrix.ts';
import { binMatrix } from './bins.ts';
import { type GrowthRules, growTree } from './grow.ts';
import type { Kernel } from './histograms.ts';
import { goesLeft, leafValue, type Tree, treeToJson } from './tree.ts';
import { openTreeWorkers } from './workers.ts';

const rules: GrowthRules = {
  maxLeaves: 31,
  maxDepth: 64,
  learningRate: 1,
  l2: 0,
  minGain: 0,
  minHessian: 1,
  directions: new Int8Array(60),
};

/** A tree for squared loss: the gradient is minus the target and every hessian is 1, so a leaf's value is its rows' mean. */
function treeOf(
  columns: Readonly<Record<string, readonly number[]>>,
  target: readonly number[],
  changed: Partial<GrowthRules> = {},
  { categories = [] as string[], kernel = undefined as Kernel | undefined } = {},
): Tree {
  const names = Object.keys(columns);
  const values = Float64Array.from(target.flatMap((_, row) => names.map((name) => columns[name][row])));
  const used = { ...rules, ...changed };
  const binned = binMatrix({ ...featureMatrix(names, values), categories }, undefined, 255);
  const workers = openTreeWorkers(binned, used, used.maxLeaves, { kernel });
  target.forEach((wanted, row) => {
    workers.space.gradients[2 * row] = -wanted;
    workers.space.gradients[2 * row + 1] = 1;
    workers.order[row] = row;
  });
  workers.ask([...names.keys()]);
  return growTree(workers, target.length, used).tree;
}

const valueAt = (tree: Tree, ...row: number[]): number => leafValue(tree, Float64Array.from(row)) + 0;

describe('growTree', () => {
  it('cuts halfway between the two values where the squared loss falls most', () => {
    const tree = treeOf({ x: [1, 2, 3, 4, 7, 8] }, [0, 0, 0, 0, 6, 6], { maxLeaves: 2 });
    expect(tree.threshold[0]).toBe(5.5);
    expect([valueAt(tree, 1), valueAt(tree, 8)]).toEqual([0, 6]);
    expect(Array.from(tree.cover)).toEqual([6, 4, 2]);
  });

  it('shrinks leaves by L2 and by the rate', () => {
    const tree = treeOf({ x: [1, 1, 2, 2] }, [0, 0, 6, 6], { maxLeaves: 2, l2: 1, learningRate: 0.5 });
    // The sum 12 over 2 rows plus a penalty of 1, times the rate of one half.
    expect(valueAt(tree, 2)).toBe((0.5 * 12) / (2 + 1));
  });

  it('learns which way missing values go', () => {
    const high = treeOf({ x: [1, 1, 2, 2, Number.NaN] }, [0, 0, 6, 6, 6], { maxLeaves: 2 });
    expect(valueAt(high, Number.NaN)).toBe(6);
    const low = treeOf({ x: [1, 1, 2, 2, Number.NaN] }, [0, 0, 6, 6, 0], { maxLeaves: 2 });
    expect(valueAt(low, Number.NaN)).toBe(0);
  });

  it('splits missing values from all known ones where that gains most', () => {
    const tree = treeOf({ x: [1, 2, 3, Number.NaN, Number.NaN] }, [0, 0, 0, 9, 9], { maxLeaves: 2 });
    expect([valueAt(tree, 1e9), valueAt(tree, Number.NaN)]).toEqual([0, 9]);
  });

  it('groups categories whatever their codes, and sends unseen codes to the right', () => {
    const codes = [0, 1, 2, 3, 40, 0, 1, 2, 3, 40];
    const tree = treeOf(
      { course: codes },
      codes.map((code) => (code % 3 === 0 ? 0 : 5)),
      { maxLeaves: 2 },
      { categories: ['course'] },
    );
    expect([0, 3, 1, 2, 40].map((code) => valueAt(tree, code))).toEqual([0, 0, 5, 5, 5]);
    expect(goesLeft(tree, 0, 200)).toBe(false);
  });

  it('keeps monotone columns monotone, however the target bends', () => {
    const random = seededRandom(5);
    const x = Array.from({ length: 400 }, () => random.uniform());
    const other = Array.from({ length: 400 }, () => random.uniform());
    const target = x.map((value, row) => Math.sin(9 * value) + other[row]);
    const rising = treeOf({ x, other }, target, { directions: Int8Array.of(1, 0) });
    for (const fixed of [0.1, 0.5, 0.9]) {
      const path = Array.from({ length: 50 }, (_, step) => valueAt(rising, step / 50, fixed));
      expect(path).toEqual(path.toSorted((a, b) => a - b));
    }
    expect(new Set(rising.value).size).toBeGreaterThan(5);
  });

  it('obeys the limits of leaves, depth, hessian and gain', () => {
    const x = Array.from({ length: 64 }, (_, row) => row);
    const leaves = (changed: Partial<GrowthRules>) =>
      treeOf({ x }, x, changed).column.filter((column) => column < 0).length;
    expect(leaves({ maxLeaves: 5 })).toBe(5);
    expect(leaves({ maxDepth: 2 })).toBe(4);
    expect(leaves({ minHessian: 16 })).toBe(4);
    expect(leaves({ minGain: 1e9 })).toBe(1);
  });

  it('grows the same tree to the last bit in WebAssembly and in plain JavaScript', () => {
    for (const width of [1, 4, 7]) {
      const random = seededRandom(width);
      const target = Array.from({ length: 3000 }, () => random.uniform());
      const columns = Object.fromEntries(
        Array.from({ length: width }, (_, column) => [
          `c${column}`,
          target.map((wanted) => (random.uniform() < 0.1 ? Number.NaN : wanted + 3 * random.uniform())),
        ]),
      );
      const [wasm, plain] = (['wasm', 'plain'] as const).map((kernel) =>
        treeToJson(treeOf(columns, target, {}, { kernel })),
      );
      expect(wasm.column.length).toBeGreaterThan(20);
      expect(wasm).toEqual(plain);
    }
  });
});
