import { expect, test } from 'vitest';
import { change, counted, percent, rounding } from './phrase.ts';

test('rounding keeps at most one decimal and no sign on zero', () => {
  expect([12, 2.25, 2.04, -0.04, 1234.5].map(rounding)).toEqual(['12', '2.3', '2', '0', '1234.5']);
});

test('counted uses the singular for whatever rounds to 1', () => {
  expect(counted(1, 'day')).toBe('1 day');
  expect(counted(1.04, 'day')).toBe('1 day');
  expect(counted(0, 'day')).toBe('0 days');
  expect(counted(2.5, 'day')).toBe('2.5 days');
  expect(counted(3, 'inquiry', 'inquiries')).toBe('3 inquiries');
});

test('percent rounds a share', () => {
  expect([0, 0.354, 1].map(percent)).toEqual(['0 %', '35 %', '100 %']);
});

test('change puts a base-2 logarithm of a ratio into words', () => {
  expect(change(-1)).toBe('down 50 %');
  expect(change(Math.log2(0.4))).toBe('down 60 %');
  expect(change(Math.log2(1.04))).toBe('unchanged');
  expect(change(1)).toBe('up 100 %');
  expect(change(Math.log2(3.2))).toBe('3.2 times as much');
});
