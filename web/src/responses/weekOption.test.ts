import { describe, expect, it } from 'vitest';
import { everyWeek, type Weeks } from './weekOption.ts';

const NONE = {
  responses: 1,
  learners: 1,
  excluded: { blank: 0, distorted: 0 },
  accuracy: null,
  engagement: null,
  emotion: null,
  composite: null,
  engagementStates: {},
  pronunciations: {},
  emotions: {},
  emotionConfidence: null,
};

describe('everyWeek', () => {
  it('keeps weeks without responses in between, across a new year', () => {
    const weeks: Weeks = ['2014-12-22', '2015-01-05'].map((weekStart) => ({ weekStart, ...NONE }));
    expect(everyWeek(weeks).map(({ weekStart, found }) => [weekStart, found !== null])).toEqual([
      ['2014-12-22', true],
      ['2014-12-29', false],
      ['2015-01-05', true],
    ]);
    expect(everyWeek([])).toEqual([]);
  });
});
