import { describe, expect, test } from 'vitest';
import { createMemory } from './view-cache.ts';

/** Work that counts how often it is done. */
function counted() {
  let done = 0;
  return async () => {
    done += 1;
    return done;
  };
}

describe('memory', () => {
  test('works an answer out once, however many ask at the same time', async () => {
    const memory = createMemory(10);
    const work = counted();
    expect(await Promise.all([memory.answer('A', 'k', work), memory.answer('A', 'k', work)])).toEqual([1, 1]);
    expect(await memory.answer('A', 'k', work)).toBe(1);
    expect(await memory.answer('A', 'other', work)).toBe(2);
    expect(await memory.answer('B', 'k', work)).toBe(3);
  });

  test('forgets one presentation and not the others', async () => {
    const memory = createMemory(10);
    const work = counted();
    await memory.answer('A', 'k', work);
    await memory.answer('AB', 'k', work);
    memory.forget('A');
    expect(await memory.answer('AB', 'k', work)).toBe(2);
    expect(await memory.answer('A', 'k', work)).toBe(3);
  });

  test('keeps the answers that were asked for last', async () => {
    const memory = createMemory(2);
    const work = counted();
    for (const key of ['a', 'b', 'a', 'c']) await memory.answer('A', key, work);
    expect(await memory.answer('A', 'a', work)).toBe(1);
    expect(await memory.answer('A', 'b', work)).toBe(4);
  });

  test('does not keep a failure', async () => {
    const memory = createMemory(2);
    await expect(memory.answer('A', 'k', () => Promise.reject(new Error('away')))).rejects.toThrow('away');
    expect(await memory.answer('A', 'k', counted())).toBe(1);
  });

  test('forgotten while it is worked out, an answer serves only who asked', async () => {
    const memory = createMemory(2);
    const work = counted();
    const asked = memory.answer('A', 'k', work);
    memory.forget('A');
    expect(await asked).toBe(1);
    expect(await memory.answer('A', 'k', work)).toBe(2);
  });
});
