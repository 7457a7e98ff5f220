import { expect, test } from 'vitest';
import { readSettingsSearch } from './search.ts';

test('a link names the part of the settings it shows; anything else shows the first', () => {
  expect(readSettingsSearch({ part: 'guards' })).toEqual({ part: 'guards' });
  expect(readSettingsSearch({ part: 'secrets' })).toEqual({ part: undefined });
  expect(readSettingsSearch({})).toEqual({ part: undefined });
});
