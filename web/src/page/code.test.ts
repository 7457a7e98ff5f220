import { describe, expect, it } from 'vitest';
import { CodeMissing, loadCode, reloadOnce } from './code.ts';

/** A browser tab that counts its reloads. */
function tab() {
  const kept = new Map<string, string>();
  const state = { nowMs: 1_000_000, isThere: true, reloads: 0 };
  const effects = {
    memory: {
      getItem: (key: string) => kept.get(key) ?? null,
      setItem: (key: string, value: string) => void kept.set(key, value),
    },
    now: () => state.nowMs,
    isServerThere: async () => state.isThere,
    reload: () => {
      state.reloads += 1;
    },
  };
  return { state, attempt: () => reloadOnce(effects) };
}

describe('reloadOnce', () => {
  it('fetches a new release once, and not again while the part is still missing', async () => {
    const { state, attempt } = tab();
    expect(await attempt()).toBe('reloading');
    state.nowMs += 2_000;
    expect(await attempt()).toBe('tried');
    expect(state.reloads).toBe(1);
    state.nowMs += 3_600_000;
    expect(await attempt()).toBe('reloading');
  });

  it('keeps the page while the server is away', async () => {
    const { state, attempt } = tab();
    state.isThere = false;
    expect(await attempt()).toBe('away');
    expect(state.reloads).toBe(0);
    state.isThere = true;
    expect(await attempt()).toBe('reloading');
  });
});

describe('loadCode', () => {
  it('tells missing code from any other error', async () => {
    await expect(loadCode(() => Promise.reject(new Error('Unable to preload CSS')))).rejects.toBeInstanceOf(
      CodeMissing,
    );
    expect(await loadCode(async () => 1)).toBe(1);
  });
});
