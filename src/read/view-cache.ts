/**
 * Answers that are costly to work out, kept until something changes in their presentation. What was known at a moment
 * only changes when an event or a decision arrives.
 */
export interface Memory {
  /** The answer under `key`, worked out where it is not at hand; a failure is not kept. */
  answer<T>(presentationId: string, key: string, work: () => Promise<T>): Promise<T>;
  /** Forgets all answers about a presentation. */
  forget(presentationId: string): void;
}

/** Keeps the `limit` answers that were asked for last. */
export function createMemory(limit: number): Memory {
  const answers = new Map<string, { presentationId: string; value: Promise<unknown> }>();
  return {
    answer<T>(presentationId: string, key: string, work: () => Promise<T>): Promise<T> {
      const name = `${presentationId} ${key}`;
      const kept = answers.get(name);
      answers.delete(name);
      const value = (kept?.value as Promise<T> | undefined) ?? work();
      answers.set(name, { presentationId, value });
      value.catch(() => {
        if (answers.get(name)?.value === value) answers.delete(name);
      });
      for (const oldest of answers.keys()) {
        if (answers.size <= limit) break;
        answers.delete(oldest);
      }
      return value;
    },
    forget(presentationId) {
      for (const [name, answer] of answers)
        if (answer.presentationId === presentationId) answers.delete(name);
    },
  };
}
