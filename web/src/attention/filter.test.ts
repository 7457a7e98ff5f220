import { describe, expect, it } from 'vitest';
import { readAttentionSearch, shownBands, sortOf, toQuery, withBands, withSort } from './filter.ts';

describe('what the URL of the list says', () => {
  it('is read if it means something', () => {
    expect(
      readAttentionSearch({ band: 'low,high', find: ' 113 ', sort: 'learnerId', order: 'desc', page: '3' }),
    ).toEqual({ band: 'high,low', find: '113', sort: 'learnerId', order: 'desc', page: 3 });
  });

  it('is overwritten if it does not', () => {
    const nothing = { band: undefined, find: undefined, sort: undefined, order: undefined, page: undefined };
    expect(readAttentionSearch({ band: 'huge', find: '  ', sort: 'name', order: 'up', page: '-1' })).toEqual(
      nothing,
    );
    expect(readAttentionSearch({ page: '1.5' })).toEqual(nothing);
    // The first page has a plain URL.
    expect(readAttentionSearch({ page: '1' })).toEqual(nothing);
  });
});

describe('bands', () => {
  it('are high and medium by default', () => {
    expect(shownBands({})).toEqual(['high', 'medium']);
  });

  it('return to the first page, and to a plain URL for the default', () => {
    expect(withBands({ page: 4 }, ['low', 'high'])).toMatchObject({ band: 'high,low', page: undefined });
    expect(withBands({ band: 'low' }, ['medium', 'high'])).toMatchObject({ band: undefined });
  });

  it('are all shown when the last one is unticked', () => {
    expect(withBands({ band: 'low' }, [])).toMatchObject({ band: 'high,medium,low' });
  });
});

describe('sorting', () => {
  it('starts with the learners most at risk who can still be reached', () => {
    expect(sortOf({})).toEqual({ sort: 'attention', order: 'desc' });
  });

  it('is reversed the second time and starts afresh for another column', () => {
    const once = withSort({ page: 2 }, 'daysSinceLastActivity');
    expect(once).toMatchObject({ sort: 'daysSinceLastActivity', order: 'desc', page: undefined });
    expect(withSort(once, 'daysSinceLastActivity').order).toBe('asc');
    expect(withSort(once, 'learnerId').order).toBe('asc');
  });
});

describe('toQuery', () => {
  it('asks for one page of the shown bands', () => {
    expect(toQuery({ page: 3, find: '42' })).toEqual({
      band: 'high,medium',
      search: '42',
      suggested: 'any',
      sort: 'attention',
      order: 'desc',
      limit: 25,
      offset: 50,
    });
  });

  it('names no band if all are shown', () => {
    expect(toQuery({ band: 'high,medium,low' }).band).toBe('');
  });
});
