import { describe, expect, it } from 'vitest';
import { foundBy, rulesWith, standingWith } from '../../../test/contracts/example-standing.ts';
import { neverStarted } from './never-started.ts';

const rules = rulesWith('never_started', { afterDays: 7, untilDays: 28 });
const absent = (day: number, daysRegistered: number | null = day + 40) =>
  standingWith({
    day,
    indicators: { active_days_since_start: 0, days_since_registration: daysRegistered },
  });

describe('never started', () => {
  it('fires on the day from which the course has run long enough', () => {
    expect(foundBy(neverStarted, absent(7), rules)).toEqual({ daysSinceStart: 7 });
    expect(foundBy(neverStarted, absent(6), rules)).toBeNull();
  });

  it('falls silent after the set number of days', () => {
    expect(foundBy(neverStarted, absent(28), rules)).toEqual({ daysSinceStart: 28 });
    expect(foundBy(neverStarted, absent(29), rules)).toBeNull();
  });

  it('does not fire before the course begins', () => {
    expect(foundBy(neverStarted, absent(-3), rules)).toBeNull();
  });

  it('gives a late registrant the same time', () => {
    expect(foundBy(neverStarted, absent(20, 6), rules)).toBeNull();
    expect(foundBy(neverStarted, absent(20, 7), rules)).toEqual({ daysSinceStart: 20 });
  });

  it('does not fire after one active day', () => {
    const started = standingWith({ day: 20, indicators: { active_days_since_start: 1 } });
    expect(foundBy(neverStarted, started, rules)).toBeNull();
  });

  it('does not fire where activity or registration is unknown', () => {
    const unknown = standingWith({ day: 20, indicators: { active_days_since_start: null } });
    expect(foundBy(neverStarted, unknown, rules)).toBeNull();
    expect(foundBy(neverStarted, absent(20, null), rules)).toBeNull();
  });
});
