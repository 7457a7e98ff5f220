import { DAY_MS } from '../../domain/moment.ts';
import type { FeatureGroup } from './feature-group.ts';

interface Engagements {
  count: number;
  firstAt: number;
  lastAt: number;
  /** The sum of engagements at `lastAt`: each counts 1 when it happens and halves with every half-life. */
  fading: number;
}

const HALF_LIFE_MS = 14 * DAY_MS;

/** How often and when a user engaged with the same item before. In a log with each pair only once these carry no information. */
export function createPairFeatures(items: number): FeatureGroup {
  const pairs = new Map<number, Engagements>();
  return {
    columns: ['pair_engagements', 'pair_engagements_fading', 'pair_days_since_first', 'pair_days_since_last'],
    describe({ user, item, at }, out, from) {
      const pair = pairs.get(user * items + item);
      out[from] = pair?.count ?? 0;
      out[from + 1] = pair === undefined ? 0 : pair.fading * faded(at - pair.lastAt);
      out[from + 2] = pair === undefined ? Number.NaN : (at - pair.firstAt) / DAY_MS;
      out[from + 3] = pair === undefined ? Number.NaN : (at - pair.lastAt) / DAY_MS;
    },
    record({ user, item, at }, { engaged }) {
      if (engaged === 0) return;
      const key = user * items + item;
      const pair = pairs.get(key);
      if (pair === undefined) pairs.set(key, { count: 1, firstAt: at, lastAt: at, fading: 1 });
      else {
        pair.fading = 1 + pair.fading * faded(at - pair.lastAt);
        pair.count += 1;
        pair.lastAt = at;
      }
    },
  };
}

const faded = (elapsedMs: number): number => 2 ** (-elapsedMs / HALF_LIFE_MS);
