import { describe, expect, it } from 'vitest';
import { standingWith } from '../../test/contracts/example-standing.ts';
import { known, openCoursework } from './standing.ts';

describe('known', () => {
  it('is null for an indicator that is empty or was not computed', () => {
    const standing = standingWith({ indicators: { days_since_last_activity: null } });
    expect(known(standing, 'days_since_last_activity')).toBeNull();
    expect(known(standing, 'no_such_indicator')).toBeNull();
    expect(known(standing, 'active_days_total')).toBe(25);
  });
});

describe('openCoursework', () => {
  const daysOf = (submittedAssessmentIds: string[]) =>
    openCoursework(standingWith({ submittedAssessmentIds })).map(({ dueDay }) => dueDay);

  it('gives the coursework with a date that was not handed in, earliest first', () => {
    expect(daysOf([])).toEqual([19, 40, 54]);
    expect(daysOf(['quiz'])).toEqual([19, 54]);
    expect(daysOf(['first', 'quiz', 'second'])).toEqual([]);
  });
});
