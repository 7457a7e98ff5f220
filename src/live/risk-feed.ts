import type { Band } from '../domain/risk.ts';

/** Risks of a presentation that differ from those that open pages last received. */
export interface RiskChanged {
  readonly presentationId: string;
  /** ISO 8601. */
  readonly asOf: string;
  readonly changes: readonly {
    readonly learnerId: string;
    readonly probability: number;
    readonly band: Band;
  }[];
  /** Learners who are no longer registered. */
  readonly left: readonly string[];
}

/** Sends changed risks to the open pages. */
export interface RiskFeed {
  publish(changed: RiskChanged): void;
  /** Calls `listener` with every change of a presentation from now on, until the returned function is called. */
  subscribe(presentationId: string, listener: (changed: RiskChanged) => void): () => void;
  /** Whether anybody listens to the changes of a presentation. */
  isWatched(presentationId: string): boolean;
}

export function createRiskFeed(): RiskFeed {
  const watching = new Map<string, Set<(changed: RiskChanged) => void>>();
  return {
    publish(changed) {
      for (const listener of watching.get(changed.presentationId) ?? []) listener(changed);
    },
    subscribe(presentationId, listener) {
      const listeners = watching.get(presentationId) ?? new Set();
      watching.set(presentationId, listeners.add(listener));
      return () => {
        listeners.delete(listener);
        if (listeners.size === 0 && watching.get(presentationId) === listeners)
          watching.delete(presentationId);
      };
    },
    isWatched: (presentationId) => watching.has(presentationId),
  };
}
