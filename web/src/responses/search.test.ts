import { describe, expect, it } from 'vitest';
import { readResponsesSearch } from './search.ts';

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
