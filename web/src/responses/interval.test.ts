import { describe, expect, it } from 'vitest';
import { formatInterval } from './interval.ts';

describe('formatInterval', () => {
  it('gives the mean alone if there is only one value', () => {
    expect(formatInterval({ mean: 72.04, low: 64, high: 80.06, n: 3 })).toBe('72 (64 to 80.1)');
    expect(formatInterval({ mean: 72, low: null, high: null, n: 1 })).toBe('72');
  });
});
