import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseSearch, readDaySearch, stringifySearch } from './search.ts';

describe('the search part of a URL', () => {
  it('keeps numbers as texts: a learner id is not a quantity', () => {
    expect(parseSearch('?find=00123')).toEqual({ find: '00123' });
  });

  it('leaves out empty values and keeps commas readable', () => {
    expect(stringifySearch({ band: 'high,low', find: '', asOf: undefined })).toBe('?band=high,low');
    expect(stringifySearch({})).toBe('');
  });

  it('reads what it wrote', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.stringMatching(/^[a-z]{1,8}$/), fc.string({ minLength: 1 })), (search) => {
        expect(parseSearch(stringifySearch(search))).toEqual({ ...search });
      }),
    );
  });
});

describe('readDaySearch', () => {
  it('takes a real date', () => {
    expect(readDaySearch({ asOf: '2014-04-07' })).toEqual({ asOf: '2014-04-07' });
  });

  it.each(['2014-02-30', 'yesterday', '', 20140407])('overwrites %j, which is no date', (asOf) => {
    expect(readDaySearch({ asOf })).toEqual({ asOf: undefined });
  });

  it('leaves out a missing day, so that the day of the last screen is kept', () => {
    expect('asOf' in readDaySearch({})).toBe(false);
  });
});
