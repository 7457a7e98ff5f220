import { expect, test } from 'vitest';
import { fomoOf } from './fomo.ts';

test.each([
  // 0.4 * 2/4 + 0.3 * (0.5 + 1 + 0.4) / 3 + 0.3 * 45/90 = 0.54; 1 / (1 + exp(-5 * 0.04)) = 0.5498
  [{ buddies: 4, buddiesAttending: 2, attendance: [5, 11, 4], daysSinceLastEvent: 45 }, 90, 0.55, 'medium'],
  // 0.4 * 3/5 + 0.3 * 0.1 + 0 = 0.27; 1 / (1 + exp(-5 * -0.23)) = 0.2405
  [{ buddies: 5, buddiesAttending: 3, attendance: [1, 1, 1], daysSinceLastEvent: 0 }, 90, 0.24, 'low'],
  // No event ever counts in full, no buddies count 0: 0.3 * 1 + 0.3 * 1 = 0.6; 1 / (1 + exp(-0.5)) = 0.6225
  [{ buddies: 0, buddiesAttending: 2, attendance: [20], daysSinceLastEvent: null }, 30, 0.62, 'medium'],
  // All parts at their maximum: 1 / (1 + exp(-2.5)) = 0.9241
  [{ buddies: 2, buddiesAttending: 5, attendance: [10], daysSinceLastEvent: 31 }, 30, 0.92, 'high'],
  // Nothing at all: 1 / (1 + exp(2.5)) = 0.0759
  [{ buddies: 0, buddiesAttending: 0, attendance: [], daysSinceLastEvent: 0 }, 30, 0.08, 'low'],
] as const)('the score of %j over %d days is %d, which is %s', (input, days, score, level) => {
  expect(fomoOf(input, days)).toMatchObject({ score, level });
});
