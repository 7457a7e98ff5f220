import { createContextFeatures } from './context-features.ts';
import { createExpectation } from './expectation.ts';
import type { FeatureGroup } from './feature-group.ts';
import type { InteractionLog } from './interaction-log.ts';
import { createItemFeatures } from './item-features.ts';
import { createLatentFactors, type LatentFactorOptions } from './latent-factors.ts';
import type { Occasion } from './occasion.ts';
import { createPairFeatures } from './pair-features.ts';
import { createTagFeatures } from './tag-features.ts';
import { createUserFeatures } from './user-features.ts';

export interface PastOptions {
  /** Over how many interactions the fading means of users and items reach back. */
  readonly userSpans: readonly number[];
  readonly itemSpans: readonly number[];
  /** Null for a log that is too large for collaborative factors or does not need them. */
  readonly factors: LatentFactorOptions | null;
}

/** Everything that has happened so far, in a form that describes the next occasion. */
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
  const groups: FeatureGroup[] = [
    createContextFeatures(expectation),
    createUserFeatures(users, expectation, options.userSpans),
    createItemFeatures(items, expectation, options.itemSpans),
    createTagFeatures(users, items, tags),
    createPairFeatures(items.length),
    ...(options.factors === null
      ? []
      : [createLatentFactors(users, items.length, expectation, options.factors)]),
  ];
  return {
    columns: groups.flatMap(({ columns }) => columns),
    describe(occasion, out) {
      let from = 0;
      for (const group of groups) {
        group.describe(occasion, out, from);
        from += group.columns.length;
      }
    },
    record(occasion, value) {
      const outcome = expectation.outcomeOf(occasion, value);
      for (const group of groups) group.record(occasion, outcome);
      expectation.record(occasion, outcome);
    },
  };
}
