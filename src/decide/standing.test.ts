import { describe, expect, it } from 'vitest';
import { standingWith } from '../../test/contracts/example-standing.ts';
import { known, openDueDays } from './standing.ts';

describe('known', () => {
  it('is null for an indicator that is empty or was not computed', () => {
    const standing = standingWith({ indicators: { days_since_last_activity: null } });
    expect(known(standing, 'days_since_last_activity')).toBeNull();
    expect(known(standing, 'no_such_indicator')).toBeNull();
    expect(known(standing, 'active_days_total')).toBe(25);
  });
});

describe('openDueDays', () => {
  it('gives the due days of coursework with a date that was not handed in, earliest first', () => {
    expect(openDueDays(standingWith({ submittedAssessmentIds: [] }))).toEqual([19, 40, 54]);
    expect(openDueDays(standingWith({ submittedAssessmentIds: ['quiz'] }))).toEqual([19, 54]);
    expect(openDueDays(standingWith({ submittedAssessmentIds: ['first', 'quiz', 'second'] }))).toEqual([]);
  });
});
