import { expect, test } from 'vitest';
import { rulesWith, standingWith } from '../../test/contracts/example-standing.ts';
import { explainRule } from './propose.ts';
import { comingDeadline } from './rules/coming-deadline.ts';
import { neverStarted } from './rules/never-started.ts';

// The example's quiz is due on day 40.
const rules = rulesWith('coming_deadline', { withinDays: 7, inactiveDays: 5 });
const on = (day: number, indicators: Record<string, number | null>) => standingWith({ day, indicators });

test('why a rule did not fire: each condition with its value and its threshold', () => {
  expect(explainRule(comingDeadline, on(38, { days_since_last_activity: 4 }), rules)).toEqual({
    rule: 'coming_deadline',
    enabled: true,
    fired: false,
    needs: 'all',
    conditions: [
      { fact: 'days_to_open_deadline', value: 2, wanted: 'at most', threshold: 7, holds: true },
      { fact: 'days_since_last_activity', value: 4, wanted: 'at least', threshold: 5, holds: false },
    ],
  });
});

test('a condition on an unknown value has null and does not hold', () => {
  const unknown = on(38, { days_since_last_activity: null, active_days_total: null });
  expect(explainRule(comingDeadline, unknown, rules).conditions[1]).toEqual({
    fact: 'active_days_total',
    value: null,
    wanted: 'at most',
    threshold: 0,
    holds: false,
  });
});

test('a rule that is switched off did not fire, whatever its conditions', () => {
  const absent = on(20, { active_days_since_start: 0, days_since_registration: 40 });
  const off = rulesWith('never_started', { enabled: false, afterDays: 7, untilDays: 28 });
  const { enabled, fired, conditions } = explainRule(neverStarted, absent, off);
  expect([enabled, fired, conditions.every(({ holds }) => holds)]).toEqual([false, false, true]);
});
