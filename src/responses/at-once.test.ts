import { describe, expect, test } from 'vitest';
import { forEachAtOnce } from './at-once.ts';

const never = new AbortController().signal;
const soon = () => new Promise((resolve) => setTimeout(resolve, 1));

describe('work at once', () => {
  test('takes each item once and in order, never more at once than the limit, and none before its turn', async () => {
    let taken = 0;
    const items = (function* () {
      for (; taken < 40; taken += 1) yield taken;
    })();
    const begun: number[] = [];
    let ended = 0;
    let most = 0;
    const work = async (item: number) => {
      begun.push(item);
      most = Math.max(most, begun.length - ended);
      // One item waits for its turn.
      expect(taken - ended).toBeLessThanOrEqual(6);
      await soon();
      ended += 1;
    };
    await forEachAtOnce(items, 5, work, never);
    expect(begun).toEqual(Array.from({ length: 40 }, (_, n) => n));
    expect([ended, most]).toEqual([40, 5]);
  });

  test('after a failure, work that has begun ends, no more begins, and the failure is thrown', async () => {
    const ended: number[] = [];
    const work = async (item: number) => {
      if (item === 3) throw new Error('no keys');
      await soon();
      ended.push(item);
    };
    await expect(forEachAtOnce([1, 2, 3, 4, 5, 6], 3, work, never)).rejects.toThrow('no keys');
    expect(ended).toEqual([1, 2]);
  });

  test('begins no more work once the signal stops it', async () => {
    const stop = new AbortController();
    const begun: number[] = [];
    const work = async (item: number) => {
      begun.push(item);
      if (item === 2) stop.abort();
      await soon();
    };
    await forEachAtOnce([1, 2, 3, 4, 5], 2, work, stop.signal);
    expect(begun).toEqual([1, 2]);
  });
});
