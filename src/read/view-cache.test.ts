import { describe, expect, test } from 'vitest';
import { createViewCache } from './view-cache.ts';

/** Work that counts how often it is done. */
function counted() {
  let done = 0;
  return async () => {
    done += 1;
    return done;
  };
}

describe('cache', () => {
  test('works an answer out once, however many ask at the same time', async () => {
    const cache = createViewCache(10);
    const work = counted();
    expect(await Promise.all([cache.view('A', 'k', work), cache.view('A', 'k', work)])).toEqual([1, 1]);
    expect(await cache.view('A', 'k', work)).toBe(1);
    expect(await cache.view('A', 'other', work)).toBe(2);
    expect(await cache.view('B', 'k', work)).toBe(3);
  });

  test('forgets one presentation and not the others', async () => {
    const cache = createViewCache(10);
    const work = counted();
    await cache.view('A', 'k', work);
    await cache.view('AB', 'k', work);
    cache.forget('A');
    expect(await cache.view('AB', 'k', work)).toBe(2);
    expect(await cache.view('A', 'k', work)).toBe(3);
  });

  test('keeps the answers that were asked for last', async () => {
    const cache = createViewCache(2);
    const work = counted();
    for (const key of ['a', 'b', 'a', 'c']) await cache.view('A', key, work);
    expect(await cache.view('A', 'a', work)).toBe(1);
    expect(await cache.view('A', 'b', work)).toBe(4);
  });

  test('does not keep a failure', async () => {
    const cache = createViewCache(2);
    await expect(cache.view('A', 'k', () => Promise.reject(new Error('away')))).rejects.toThrow('away');
    expect(await cache.view('A', 'k', counted())).toBe(1);
  });

  test('forgotten while it is worked out, an answer serves only who asked', async () => {
    const cache = createViewCache(2);
    const work = counted();
    const asked = cache.view('A', 'k', work);
    cache.forget('A');
    expect(await asked).toBe(1);
    expect(await cache.view('A', 'k', work)).toBe(2);
  });
});
