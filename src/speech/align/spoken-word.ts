import type { PronouncingDictionary } from '../acoustic/pronouncing-dictionary.ts';
import { spelledOut } from './spelled-out.ts';

/** A word of the expected text and how it may be said. */
export interface SpokenWord {
  readonly word: string;
  readonly pronunciations: readonly (readonly string[])[];
  /** Whether the word is in the dictionary; otherwise its pronunciation is guessed from its letters. */
  readonly isKnown: boolean;
}

/** The words of a text, in order; punctuation is left out. */
export function spokenWords(text: string, dictionary: PronouncingDictionary): SpokenWord[] {
  return wordsOf(text).map((word) => {
    const pronunciations = dictionary.pronunciations(word) ?? inflected(word, dictionary);
    if (pronunciations !== null) return { word, pronunciations, isKnown: true };
    return { word, pronunciations: [spelledOut(word)], isKnown: false };
  });
}

const DIGITS = ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine'];

function wordsOf(text: string): string[] {
  return text
    .toLowerCase()
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .replace(/[\u2018\u2019]/g, "'")
    .replace(/\d/g, (digit) => ` ${DIGITS[Number(digit)]} `)
    .split(/[^a-z']+/)
    .map((word) => (/^'?[a-z]+(?:'[a-z]+)*'?$/.test(word) ? word.replace(/'$/, '') : word.replace(/'/g, '')))
    .filter((word) => word !== '');
}

const VOICELESS = new Set(['P', 'T', 'K', 'F', 'TH']);
const HISSING = new Set(['S', 'Z', 'SH', 'ZH', 'CH', 'JH']);

/** A known word with a plural or possessive ending. */
function inflected(word: string, dictionary: PronouncingDictionary): string[][] | null {
  const stem = /^(.+?)'?s$/.exec(word)?.[1];
  const known = stem === undefined ? null : dictionary.pronunciations(stem);
  return (
    known?.map((phones) => {
      const last = phones[phones.length - 1];
      return [...phones, ...(HISSING.has(last) ? ['IH', 'Z'] : [VOICELESS.has(last) ? 'S' : 'Z'])];
    }) ?? null
  );
}
