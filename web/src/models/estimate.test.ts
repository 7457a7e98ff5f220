import { expect, test } from 'vitest';
import { formatEstimate, formatGap, formatShare } from './estimate.ts';

test('a figure comes with its interval', () => {
  const estimate = { value: 0.8852, low: 0.8788, high: 0.8918 };
  expect(formatEstimate(estimate)).toBe('0.885 (0.879 to 0.892)');
  expect(formatShare(estimate)).toBe('89% (88% to 89%)');
});

test('a gap has its sign, and no gap has none', () => {
  expect(formatGap({ value: 0.041, low: -0.012, high: 0.09 })).toBe('+4 (−1 to +9)');
  expect(formatGap({ value: -0.001, low: null, high: null })).toBe('±0');
});

test('what is undefined is a dash', () => {
  for (const format of [formatEstimate, formatShare, formatGap]) {
    expect(format(null)).toBe('–');
    expect(format({ value: null, low: null, high: null })).toBe('–');
  }
});
