import { createContextMemory } from './context-memory.ts';
import { createExpectation } from './expectation.ts';
import type { InteractionLog } from './interaction-log.ts';
import { createItemMemory } from './item-memory.ts';
import { createLatentFactors, type LatentFactorOptions } from './latent-factors.ts';
import type { Memory, Occasion } from './memory.ts';
import { createPairMemory } from './pair-memory.ts';
import { createTagMemory } from './tag-memory.ts';
import { createUserMemory } from './user-memory.ts';

export interface PastOptions {
  /** Over how many interactions the fading means of users and items reach back. */
  readonly userSpans: readonly number[];
  readonly itemSpans: readonly number[];
  /** Null for a log too large, or too plain, for collaborative factors. */
  readonly factors: LatentFactorOptions | null;
}

/** All that has happened so far, ready to describe the next occasion. */
export interface Past {
  /** Names of the features, in the order of a row. */
  readonly columns: readonly string[];
  /** Fills `out` with the features of an occasion, from what was recorded so far and nothing else. */
  describe(occasion: Readonly<Occasion>, out: Float64Array): void;
  /** Learns what came of an occasion. Occasions come in order of time. */
  record(occasion: Readonly<Occasion>, value: number): void;
}

/** An empty past over the users, items and tags of a log. */
export function createPast(
  log: Pick<InteractionLog, 'users' | 'items' | 'tags' | 'engagedFrom'>,
  options: PastOptions,
): Past {
  const { items } = log;
  const users = log.users.length;
  const tags = log.tags.length;
  const expectation = createExpectation(users, items, tags, log.engagedFrom);
  const memories: Memory[] = [
    createContextMemory(expectation),
    createUserMemory(users, expectation, options.userSpans),
    createItemMemory(items, expectation, options.itemSpans),
    createTagMemory(users, items, tags),
    createPairMemory(items.length),
    ...(options.factors === null
      ? []
      : [createLatentFactors(users, items.length, expectation, options.factors)]),
  ];
  return {
    columns: memories.flatMap((memory) => memory.columns),
    describe(occasion, out) {
      let from = 0;
      for (const memory of memories) {
        memory.describe(occasion, out, from);
        from += memory.columns.length;
      }
    },
    record(occasion, value) {
      const outcome = expectation.outcomeOf(occasion, value);
      for (const memory of memories) memory.record(occasion, outcome);
      expectation.record(occasion, outcome);
    },
  };
}
