import { describe, expect, it } from 'vitest';
import { foundBy, rulesWith, standingWith } from '../../../test/contracts/example-standing.ts';
import { inactivity } from './inactivity.ts';

const rules = rulesWith('inactivity', { afterDays: 7, untilDays: 35 });
const inactiveFor = (days: number | null, day = 30) =>
  standingWith({ day, indicators: { days_since_last_activity: days } });

describe('inactivity', () => {
  it('fires from the set number of days', () => {
    expect(foundBy(inactivity, inactiveFor(7), rules)).toEqual({ daysInactive: 7 });
    expect(foundBy(inactivity, inactiveFor(6), rules)).toBeNull();
  });

  it('falls silent after the set number of days', () => {
    expect(foundBy(inactivity, inactiveFor(35, 60), rules)).toEqual({ daysInactive: 35 });
    expect(foundBy(inactivity, inactiveFor(36, 60), rules)).toBeNull();
  });

  it('does not count days before the course began', () => {
    expect(foundBy(inactivity, inactiveFor(20, -1), rules)).toBeNull();
    expect(foundBy(inactivity, inactiveFor(20, 6), rules)).toBeNull();
    expect(foundBy(inactivity, inactiveFor(20, 7), rules)).toEqual({ daysInactive: 20 });
  });

  it('does not fire for a learner who was never active', () => {
    expect(foundBy(inactivity, inactiveFor(null), rules)).toBeNull();
  });
});
