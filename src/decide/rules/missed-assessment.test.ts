import { describe, expect, it } from 'vitest';
import { foundBy, rulesWith, standingWith } from '../../../test/contracts/example-standing.ts';
import { missedAssessment } from './missed-assessment.ts';

// The example's coursework is due on days 19, 40 and 54.
const week = rulesWith('missed_assessment', { withinDays: 7 });
const on = (day: number, submittedAssessmentIds: string[] = []) =>
  standingWith({ day, submittedAssessmentIds });

describe('missed assessment', () => {
  it('fires from the day after the deadline, for as many days as set', () => {
    expect(foundBy(missedAssessment, on(19), week)).toBeNull();
    expect(foundBy(missedAssessment, on(20), week)).toEqual({ missed: 1, daysSinceDue: 1 });
    expect(foundBy(missedAssessment, on(26), week)).toEqual({ missed: 1, daysSinceDue: 7 });
    expect(foundBy(missedAssessment, on(27), week)).toBeNull();
  });

  it('does not fire for work that was handed in', () => {
    expect(foundBy(missedAssessment, on(20, ['first']), week)).toBeNull();
  });

  it('counts all missed assessments in the window and dates the latest', () => {
    const month = rulesWith('missed_assessment', { withinDays: 36 });
    expect(foundBy(missedAssessment, on(55), month)).toEqual({ missed: 3, daysSinceDue: 1 });
    expect(foundBy(missedAssessment, on(55, ['second']), month)).toEqual({ missed: 2, daysSinceDue: 15 });
  });

  it('ignores exams and work without a date', () => {
    const all = ['first', 'quiz', 'second'];
    expect(foundBy(missedAssessment, on(232, all), week)).toBeNull();
  });
});
