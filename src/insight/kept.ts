/** `work` with a cache by text. The cache holds at most `most` answers and is emptied when it is full. */
export function kept<Key extends string, Answer>(
  most: number,
  work: (text: Key) => Answer,
): (text: Key) => Answer {
  const answers = new Map<Key, Answer>();
  return (text) => {
    const known = answers.get(text);
    if (known !== undefined) return known;
    const answer = work(text);
    if (answers.size >= most) answers.clear();
    answers.set(text, answer);
    return answer;
  };
}
