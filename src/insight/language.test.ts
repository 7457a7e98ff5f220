import { expect, test } from 'vitest';
import { languageOf } from './language.ts';

test.each([
  ['the one that is named, whatever is accepted', 'de', 'en', 'de'],
  ['a named one without its region', ' de-CH ', undefined, 'de'],
  ['the accepted one where the named one is not known', 'fr', 'de', 'de'],
  ['the first known one that is accepted, by quality', undefined, 'fr, en;q=0.5, de-AT;q=0.9', 'de'],
  ['of equal quality the first', undefined, 'de, en', 'de'],
  ['not one that is refused', undefined, 'de;q=0, fr', 'en'],
  ['one that is named rather than any', undefined, '*, de;q=0.5', 'de'],
  ['English where nothing is asked for', undefined, undefined, 'en'],
  ['English where nothing is known', 7, 'fr, ;;, =', 'en'],
  ['English where the header is empty', undefined, '', 'en'],
] as const)('the language is %s', (_, named, accepted, expected) => {
  expect(languageOf(named, accepted)).toBe(expected);
});
