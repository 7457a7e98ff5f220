import { expect, test } from 'vitest';
import { beforeOrAfter, change, counted, daysAgo, daysAhead, howMany, percent, rounding } from './phrase.ts';

test('rounding keeps at most one decimal and no sign on zero', () => {
  expect([12, 2.25, 2.04, -0.04, 1234.5].map(rounding)).toEqual(['12', '2.3', '2', '0', '1,234.5']);
});

test('counted uses the singular for whatever rounds to 1', () => {
  expect(counted(1, 'day')).toBe('1 day');
  expect(counted(1.04, 'day')).toBe('1 day');
  expect(counted(0, 'day')).toBe('0 days');
  expect(counted(2.5, 'day')).toBe('2.5 days');
  expect(counted(3, 'inquiry', 'inquiries')).toBe('3 inquiries');
});

test('percent rounds a share, but not to none and not to all', () => {
  expect([0, 0.001, 0.354, 0.999, 1].map(percent)).toEqual(['0%', '<1%', '35%', '>99%', '100%']);
});

test('howMany says none in words', () => {
  expect(howMany(0, 'click', 'today')).toBe('No clicks today');
  expect(howMany(1, 'click', 'today')).toBe('1 click today');
  expect(howMany(1200, 'click', 'today')).toBe('1,200 clicks today');
  expect(howMany(null, 'click', 'today')).toBe('Clicks today: not known');
  expect(howMany(0, 'piece of work', 'so far', 'pieces of work', 'work')).toBe('No work so far');
  expect(howMany(2, 'piece of work', 'so far', 'pieces of work', 'work')).toBe('2 pieces of work so far');
});

test('days are near in words and far in numbers', () => {
  expect([0, 1, 1.5, 12].map(daysAgo)).toEqual(['today', 'yesterday', '1.5 days ago', '12 days ago']);
  expect([0, 1, 1.5, 12].map(daysAhead)).toEqual(['today', 'tomorrow', 'in 1.5 days', 'in 12 days']);
  expect([3, 1, 0, -0.01, -1, -150].map((days) => beforeOrAfter(days))).toEqual([
    '3 days before',
    '1 day before',
    'on the day',
    'on the day',
    '1 day after',
    '150 days after',
  ]);
  expect([1, 0].map((days) => beforeOrAfter(days, 'its deadline'))).toEqual([
    '1 day before its deadline',
    'on the day of its deadline',
  ]);
});

test('change puts a base-2 logarithm of a ratio into words', () => {
  expect(change(-1)).toBe('down 50%');
  expect(change(Math.log2(0.4))).toBe('down 60%');
  expect(change(Math.log2(1.04))).toBe('unchanged');
  expect(change(1)).toBe('up 100%');
  expect(change(Math.log2(3.2))).toBe('3.2 times as much');
});
