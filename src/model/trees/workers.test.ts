import type { Worker } from 'node:worker_threads';
import { describe, expect, it, vi } from 'vitest';
import { seededRandom } from '../../stats/random.ts';
import { featureMatrix } from '../matrix.ts';
import { type BinnedMatrix, binMatrix } from './bins.ts';
import { type GrowthRules, growTree } from './grow.ts';
import type { Kernel } from './histograms.ts';
import { treeToJson } from './tree.ts';
import { openTreeWorkers, type TreeWorkers } from './workers.ts';

const ROWS = 3000;
const WIDTH = 27;
const rules: GrowthRules = {
  maxLeaves: 31,
  maxDepth: 30,
  learningRate: 0.1,
  l2: 1,
  minGain: 0,
  minHessian: 1,
  directions: new Int8Array(WIDTH).fill(1, 3, 5),
};

function rows(): { binned: BinnedMatrix; labels: Uint8Array } {
  const random = seededRandom(7);
  const labels = Uint8Array.from({ length: ROWS }, () => +(random.uniform() < 0.3));
  const values = new Float64Array(ROWS * WIDTH);
  for (let at = 0; at < values.length; at += 1) {
    const [row, column] = [Math.floor(at / WIDTH), at % WIDTH];
    const value = labels[row] + (3 + column) * random.uniform();
    values[at] = random.uniform() < 0.1 ? Number.NaN : column === 20 ? Math.floor(value) : value;
  }
  // A column that occurs twice gains the same twice: the one that is asked first must count.
  for (let row = 0; row < ROWS; row += 1) values[row * WIDTH + 26] = values[row * WIDTH];
  const names = Array.from({ length: WIDTH }, (_, column) => `c${column}`);
  return {
    binned: binMatrix({ ...featureMatrix(names, values), categories: ['c20'] }, undefined, 255),
    labels,
  };
}

const crewFull = (workers: TreeWorkers, threads: number) =>
  vi.waitFor(() => expect(workers.threads()).toBe(threads), { timeout: 20_000 });

async function treesOf(kernel: Kernel, threads: number) {
  const { binned, labels } = rows();
  const workers = openTreeWorkers(binned, rules, rules.maxLeaves, { kernel, threads });
  try {
    await crewFull(workers, threads);
    workers.space.labels.set(labels);
    workers.space.weights.fill(1);
    workers.ask(Array.from({ length: WIDTH }, (_, column) => WIDTH - 1 - column));
    return Array.from({ length: 5 }, () => {
      workers.setGradients();
      for (let row = 0; row < ROWS; row += 1) workers.order[row] = row;
      const { tree, leaves } = growTree(workers, ROWS, rules);
      for (const { node, from, to } of leaves)
        for (const row of workers.order.subarray(from, to)) workers.space.margins[row] += tree.value[node];
      return treeToJson(tree);
    });
  } finally {
    workers.dismiss();
  }
}

describe('workers', () => {
  it('grows the same trees to the last bit in WebAssembly and plain JavaScript, with one thread and with more', async () => {
    const expected = await treesOf('plain', 1);
    expect(expected.every(({ column }) => column.length > 40)).toBe(true);
    expect(expected.some(({ column }) => column.includes(26))).toBe(true);
    expect(expected.some(({ column }) => column.includes(0))).toBe(false);
    for (const [kernel, threads] of [
      ['wasm', 1],
      ['wasm', 2],
      ['wasm', 3],
      ['plain', 2],
    ] as const)
      expect(await treesOf(kernel, threads)).toEqual(expected);
  });

  it('ends its threads', async () => {
    const { binned } = rows();
    const ended = new Promise<number>((resolve) => {
      process.once('worker', (worker: Worker) => worker.once('exit', resolve));
    });
    const workers = openTreeWorkers(binned, rules, 1, { threads: 2 });
    await crewFull(workers, 2);
    workers.dismiss();
    expect(await ended).toBe(0);
  });

  it('reports what went wrong in a worker thread', async () => {
    const { binned } = rows();
    // The column is in a piece that sometimes this thread takes, sometimes the worker.
    const damaged = binned.columns.map((column, place) => (place === 25 ? (null as never) : column));
    const workers = openTreeWorkers({ ...binned, columns: damaged }, rules, 1, { threads: 2 });
    try {
      await crewFull(workers, 2);
      workers.ask([0, 25]);
      const sums = { gradient: 0, hessian: ROWS, lowest: -Infinity, highest: Infinity };
      const search = () => workers.search({ rows: null, leaves: [{ slot: 0, sums }] });
      expect(search).toThrow(/null/);
      await vi.waitFor(() => expect(search).toThrow(/^A thread that grows trees failed: TypeError/), {
        interval: 1,
        timeout: 20_000,
      });
    } finally {
      workers.dismiss();
    }
  });
});
