import type { FeatureGroup } from './feature-group.ts';
import type { Item } from './interaction-log.ts';
import { shrunken } from './shrunken.ts';

const PRIOR_WEIGHT = 5;

/** A user's taste: how the user received the item's tags so far, beyond what the user and the items explain. */
export function createTagFeatures(users: number, items: readonly Item[], tags: number): FeatureGroup {
  const count = new Float64Array(users * tags);
  const surprise = new Float64Array(users * tags);
  return {
    columns: [
      'user_tag_interactions',
      'user_tag_affinity',
      'user_best_tag_affinity',
      'user_worst_tag_affinity',
    ],
    describe({ user, item }, out, from) {
      const own = items[item].tags;
      let interactions = 0;
      let total = 0;
      let best = Number.NEGATIVE_INFINITY;
      let worst = Number.POSITIVE_INFINITY;
      for (const tag of own) {
        const place = user * tags + tag;
        const affinity = shrunken(surprise[place], count[place], 0, PRIOR_WEIGHT);
        interactions += count[place];
        total += affinity;
        best = Math.max(best, affinity);
        worst = Math.min(worst, affinity);
      }
      const none = own.length === 0;
      out[from] = none ? Number.NaN : interactions / own.length;
      out[from + 1] = none ? Number.NaN : total / own.length;
      out[from + 2] = none ? Number.NaN : best;
      out[from + 3] = none ? Number.NaN : worst;
    },
    record({ user, item }, outcome) {
      for (const tag of items[item].tags) {
        count[user * tags + tag] += 1;
        surprise[user * tags + tag] += outcome.surprise;
      }
    },
  };
}
