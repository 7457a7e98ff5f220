import { describe, expect, it } from 'vitest';
import { foundBy, rulesWith, standingWith } from '../../../test/contracts/example-standing.ts';
import { comingDeadline } from './coming-deadline.ts';

// The example's coursework is due on days 19, 40 and 54.
const rules = rulesWith('coming_deadline', { withinDays: 7, inactiveDays: 5 });
const on = (day: number, daysInactive: number | null = 5, submittedAssessmentIds: string[] = ['first']) =>
  standingWith({ day, submittedAssessmentIds, indicators: { days_since_last_activity: daysInactive } });

describe('coming deadline', () => {
  it('fires from the set number of days before until the day itself', () => {
    expect(foundBy(comingDeadline, on(32), rules)).toBeNull();
    expect(foundBy(comingDeadline, on(33), rules)).toEqual({ daysLeft: 7 });
    expect(foundBy(comingDeadline, on(40), rules)).toEqual({ daysLeft: 0 });
    expect(foundBy(comingDeadline, on(41), rules)).toBeNull();
  });

  it('names the nearest of several deadlines', () => {
    const far = rulesWith('coming_deadline', { withinDays: 30, inactiveDays: 5 });
    expect(foundBy(comingDeadline, on(38), far)).toEqual({ daysLeft: 2 });
  });

  it('ignores work that is handed in', () => {
    expect(foundBy(comingDeadline, on(38, 5, ['first', 'quiz']), rules)).toBeNull();
    expect(foundBy(comingDeadline, on(50, 5, ['first', 'quiz']), rules)).toEqual({ daysLeft: 4 });
  });

  it('does not fire for a learner who is at work', () => {
    expect(foundBy(comingDeadline, on(38, 4), rules)).toBeNull();
  });

  it('fires for a learner who was never active, but not where nothing is known', () => {
    const activeDays = (active_days_total: number | null) =>
      standingWith({ day: 38, indicators: { days_since_last_activity: null, active_days_total } });
    expect(foundBy(comingDeadline, activeDays(0), rules)).toEqual({ daysLeft: 2 });
    expect(foundBy(comingDeadline, activeDays(null), rules)).toBeNull();
  });

  it('ignores exams', () => {
    expect(foundBy(comingDeadline, on(229, 5, ['first', 'quiz', 'second']), rules)).toBeNull();
  });
});
