import { LRUCache } from 'lru-cache';

/** `work` that is done once for the same text, while it is among the last `most` that were asked for. */
export function cached<Key extends string, Answer>(
  most: number,
  work: (text: Key) => Answer,
): (text: Key) => Answer {
  // In a box, because the cache takes no null for a value.
  const answers = new LRUCache<Key, { readonly answer: Answer }>({ max: most });
  return (text) => {
    const known = answers.get(text);
    if (known !== undefined) return known.answer;
    const answer = work(text);
    answers.set(text, { answer });
    return answer;
  };
}
