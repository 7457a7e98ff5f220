import type { RiskChanged } from '../api/stream.ts';

/** Hands changed risks to the pages that are open. */
export interface RiskFeed {
  publish(changed: RiskChanged): void;
  /** Calls `listener` with every change from now on, until the returned function is called. */
  subscribe(listener: (changed: RiskChanged) => void): () => void;
}

export function createRiskFeed(): RiskFeed {
  const listeners = new Set<(changed: RiskChanged) => void>();
  return {
    publish(changed) {
      for (const listener of listeners) listener(changed);
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
