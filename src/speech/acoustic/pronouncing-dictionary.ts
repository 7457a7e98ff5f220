import { readFileSync } from 'node:fs';

/** How words are said: a word in lower case to its pronunciations, each a row of phones. */
export interface PronouncingDictionary {
  pronunciations(word: string): readonly (readonly string[])[] | null;
}

/**
 * Reads a dictionary of Sphinx's kind: one word and its phones on each line; further pronunciations are named
 * `word(2)`.
 */
export function readPronouncingDictionary(file: string): PronouncingDictionary {
  const lines = new Map<string, string[]>();
  for (const line of readFileSync(file, 'utf8').split('\n')) {
    const space = line.indexOf(' ');
    if (space < 1) continue;
    const word = line.slice(0, space).replace(/\(\d+\)$/, '');
    const known = lines.get(word);
    if (known === undefined) lines.set(word, [line.slice(space + 1)]);
    else known.push(line.slice(space + 1));
  }
  return {
    pronunciations: (word) => lines.get(word)?.map((phones) => phones.trim().split(/\s+/)) ?? null,
  };
}
