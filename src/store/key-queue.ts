/** Runs `work` once all earlier work of the same key has ended, whether it succeeded or not. */
export type KeyQueue = <T>(key: string, work: () => Promise<T>) => Promise<T>;

/** A KeyQueue within this process. */
export function createKeyQueue(): KeyQueue {
  const last = new Map<string, Promise<unknown>>();
  return (key, work) => {
    const turn = (last.get(key) ?? Promise.resolve()).then(work, work);
    last.set(key, turn);
    const forget = () => {
      if (last.get(key) === turn) last.delete(key);
    };
    turn.then(forget, forget);
    return turn;
  };
}
