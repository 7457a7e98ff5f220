import { describe, expect, it } from 'vitest';
import { readResponsesSearch } from './search.ts';

describe('readResponsesSearch', () => {
  it('reads known values and leaves the rest at the default', () => {
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
