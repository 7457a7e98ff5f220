import { describe, expect, it } from 'vitest';
import { lastActivityText, lastNudgedText } from './lastActivity.ts';

const presentation = {
  id: 'DDD-2014B',
  courseId: 'DDD',
  title: null,
  timeZone: 'UTC',
  startsOn: '2014-02-01',
  endsOn: '2014-09-30',
  lengthDays: 241,
  enrolments: 1,
  registered: 1,
  withdrawn: 0,
  finished: 0,
  assessments: [],
};

describe('when something last happened', () => {
  it('counts back from the day shown', () => {
    expect(
      lastNudgedText(
        { lastNudgedAt: '2014-04-05T09:00:00.000Z', lastNudgeReplayed: false },
        { presentation, day: 65 },
      ),
    ).toBe('2 days ago');
    expect(lastActivityText(0.4)).toBe('today');
    expect(lastActivityText(12.9)).toBe('12 days ago');
  });

  it('is never if it never happened', () => {
    expect(lastActivityText(null)).toBe('never');
    expect(lastNudgedText({ lastNudgedAt: null, lastNudgeReplayed: false }, { presentation, day: 65 })).toBe(
      'never',
    );
  });
});
