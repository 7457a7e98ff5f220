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
