import { describe, expect, it } from 'vitest';
import { formatInterval } from './phaseOption.ts';
import { readResponsesSearch } from './search.ts';
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

describe('formatInterval', () => {
  it('tells the mean alone where one value is all there is', () => {
    expect(formatInterval({ mean: 72.04, low: 64, high: 80.06, n: 3 })).toBe('72 (64 to 80.1)');
    expect(formatInterval({ mean: 72, low: null, high: null, n: 1 })).toBe('72');
  });
});

describe('everyWeek', () => {
  it('keeps the weeks in between, over the change of clocks and years, without anything known', () => {
    const weeks: Weeks = ['2014-12-22', '2015-01-05'].map((weekStart) => ({ weekStart, ...NONE }));
    expect(everyWeek(weeks).map(({ weekStart, found }) => [weekStart, found !== null])).toEqual([
      ['2014-12-22', true],
      ['2014-12-29', false],
      ['2015-01-05', true],
    ]);
    expect(everyWeek([])).toEqual([]);
  });
});

describe('readResponsesSearch', () => {
  it('takes what it knows and leaves the rest at its default', () => {
    expect(readResponsesSearch({ learner: ' 17 ', whose: 'all', by: 'engagement' })).toEqual({
      learner: '17',
      whose: 'all',
      by: 'engagement',
    });
    expect(readResponsesSearch({ learner: ' ', whose: 'mine', by: 'toString' })).toEqual({
      learner: undefined,
      whose: undefined,
      by: undefined,
    });
  });
});
