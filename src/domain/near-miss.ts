/**
 * The one of `known` that `word` is but for capitals, spaces and signs between letters (`Essay_1` is `essay-1`); null where
 * there is none, or where it is `word` itself.
 */
export function nearMiss(word: string, known: readonly string[]): string | null {
  const form = formless(word);
  return (form === '' ? undefined : known.find((one) => one !== word && formless(one) === form)) ?? null;
}

const formless = (word: string): string => word.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, '');
