import { expect, test } from 'vitest';
import { withdrawal, withdrawalAhead } from './withdrawal.ts';

const withdrewAfter = (leadDays: number) => ({ outcome: 'withdrew', leadDays }) as const;

test.each([
  [0, 1, 0],
  [13.9, 1, 0],
  [14, 1, 1],
  [21, 1, 1],
  [21.1, 0, 0],
  [100, 0, 0],
])('a learner leaves %d days later: within 21 days %d, 14 to 21 days ahead %d', (leadDays, within, ahead) => {
  expect(withdrawal.label(withdrewAfter(leadDays))).toBe(within);
  expect(withdrawalAhead.label(withdrewAfter(leadDays))).toBe(ahead);
});

test('a learner who stays never counts as leaving', () => {
  for (const outcome of ['pass', 'distinction', 'fail'] as const) {
    expect(withdrawal.label({ outcome, leadDays: null })).toBe(0);
    expect(withdrawalAhead.label({ outcome, leadDays: null })).toBe(0);
  }
});
