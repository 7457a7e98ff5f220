import fc from 'fast-check';
import { expect, test } from 'vitest';
import { swarmOffsets } from './swarm.ts';

test('separate points stay on their line, overlapping points are spread to both sides', () => {
  expect(swarmOffsets([0, 5, 10])).toEqual([0, 0, 0]);
  const [first, second, third] = swarmOffsets([7, 7, 7]);
  expect(first).toBe(0);
  expect(second).toBe(-third);
  expect(second).not.toBe(0);
});

test('no point reaches into the next line', () => {
  fc.assert(
    fc.property(fc.array(fc.double({ min: -5, max: 5, noNaN: true })), (values) => {
      const offsets = swarmOffsets(values);
      expect(offsets).toHaveLength(values.length);
      for (const offset of offsets) expect(Math.abs(offset)).toBeLessThan(0.5);
    }),
  );
});
