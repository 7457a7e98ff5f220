import { describe, expect, test } from 'vitest';
import { retried } from './retried.ts';

/** A function that fails this many times before it answers. */
function failing(times: number, error: () => Error) {
  const attempts = { count: 0 };
  const attempt = async () => {
    attempts.count += 1;
    if (attempts.count <= times) throw error();
    return 'done';
  };
  return { attempt, attempts };
}
function pausing(random: number) {
  const pauses: number[] = [];
  return { pauses, random: () => random, sleep: async (ms: number) => void pauses.push(ms) };
}
const PACE = { retries: 3, backoffMs: 100 };
const passing = { isFinal: () => false };

describe('a retry', () => {
  test('pauses by full jitter, twice as long at most each time', async () => {
    const { attempt, attempts } = failing(3, () => new TypeError('fetch failed'));
    const outside = pausing(0.5);
    expect(await retried(attempt, PACE, outside, passing)).toBe('done');
    expect(outside.pauses).toEqual([50, 100, 200]);
    expect(attempts.count).toBe(4);
  });

  test('waits as long as the failure asks', async () => {
    const { attempt } = failing(2, () => new Error('busy'));
    const outside = pausing(0.5);
    await retried(attempt, PACE, outside, { ...passing, leastPauseMs: () => 70 });
    expect(outside.pauses).toEqual([70, 100]);
  });

  test('ends with the last failure, without a pause after it', async () => {
    const { attempt, attempts } = failing(9, () => new Error(`busy ${attempts.count}`));
    const outside = pausing(1);
    await expect(retried(attempt, PACE, outside, passing)).rejects.toThrow('busy 4');
    expect(outside.pauses).toHaveLength(3);
  });

  test('does not try again after a final failure, or once the signal stops it', async () => {
    const final = failing(9, () => new Error('no keys'));
    const outside = pausing(1);
    await expect(retried(final.attempt, PACE, outside, { isFinal: () => true })).rejects.toThrow('no keys');
    const stop = new AbortController();
    const stopped = failing(9, () => {
      stop.abort();
      return new Error('busy');
    });
    await expect(retried(stopped.attempt, PACE, outside, passing, stop.signal)).rejects.toThrow('busy');
    expect([final.attempts.count, stopped.attempts.count, outside.pauses.length]).toEqual([1, 1, 0]);
  });
});
