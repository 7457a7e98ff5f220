import { expect, test } from 'vitest';
import { event } from '../model/targets/event.ts';
import { resume } from '../model/targets/resume.ts';
import { SIMULATED_TABLES, type SimulatedTarget, simulatedDataset } from './dataset.ts';

const TARGETS = { resume, event };

const rowsOf = (target: SimulatedTarget, noise: number, count = 10_000, seed = 1) =>
  [...simulatedDataset(target, { count, noise, seed })].slice(1).map((line) => line.split(',').map(Number));

test.each(Object.keys(TARGETS) as SimulatedTarget[])(
  '%s: the columns are those that training reads',
  (name) => {
    const [header, ...lines] = simulatedDataset(name, { count: 300, noise: 0.05, seed: 1 });
    expect(header.split(',')).toEqual(Object.keys(TARGETS[name].columns));
    expect(lines).toHaveLength(300);
    for (const line of lines)
      line.split(',').forEach((cell, place) => {
        expect(Object.values(TARGETS[name].columns)[place].read(cell)).toBe(Number(cell));
      });
  },
);

test.each(Object.keys(TARGETS) as SimulatedTarget[])(
  '%s: the stated share of the labels is flipped',
  (name) => {
    for (const noise of [0, 0.05, 0.3333, 1]) {
      const turned = rowsOf(name, noise).filter((row) => {
        const label = row[row.length - 1];
        return SIMULATED_TABLES[name].isYes(row.slice(0, -1)) !== (label === 1);
      });
      expect(turned).toHaveLength(Math.round(noise * 10_000));
    }
  },
);

test.each(Object.keys(TARGETS) as SimulatedTarget[])('%s: the same seed gives the same table', (name) => {
  expect(rowsOf(name, 0.05, 200)).toEqual(rowsOf(name, 0.05, 200));
  expect(rowsOf(name, 0.05, 200)).not.toEqual(rowsOf(name, 0.05, 200, 2));
});

test('a different share of noise leaves the features unchanged', () => {
  const features = (noise: number) => rowsOf('event', noise, 500).map((row) => row.slice(0, -1));
  expect(features(0.4)).toEqual(features(0));
});

test('the answers without noise are those of the stated rules', () => {
  for (const [uploaded, share, label] of rowsOf('resume', 0))
    expect(label).toBe(uploaded === 0 && share >= 0.8 ? 1 : 0);
  for (const [, score, label] of rowsOf('event', 0)) expect(label).toBe(score >= 0.5 ? 1 : 0);
});
