/** `work` that is done once for the same text, as long as at most `most` answers are kept: then all are forgotten. */
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
