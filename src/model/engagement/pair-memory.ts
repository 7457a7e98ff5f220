import { type Memory, shrunken } from './memory.ts';

interface Met {
  times: number;
  engaged: number;
  lastAt: number;
  /** When the user last engaged with it; NaN for never. */
  engagedAt: number;
}

const DAY_MS = 86_400_000;
const PRIOR_WEIGHT = 1;

/** What one user did with the same item before. Where a log has each pair once, these columns say nothing. */
export function createPairMemory(items: number): Memory {
  const pairs = new Map<number, Met>();
  return {
    columns: ['pair_engagements', 'pair_rate', 'pair_days_since_met', 'pair_days_since_engaged'],
    describe({ user, item, at }, out, from) {
      const met = pairs.get(user * items + item);
      out[from] = met?.engaged ?? 0;
      out[from + 1] = met === undefined ? 0 : shrunken(met.engaged, met.times, 0, PRIOR_WEIGHT);
      out[from + 2] = met === undefined ? Number.NaN : (at - met.lastAt) / DAY_MS;
      out[from + 3] = met === undefined ? Number.NaN : (at - met.engagedAt) / DAY_MS;
    },
    record({ user, item, at }, outcome) {
      const key = user * items + item;
      const met = pairs.get(key) ?? { times: 0, engaged: 0, lastAt: at, engagedAt: Number.NaN };
      met.times += 1;
      met.engaged += outcome.engaged;
      met.lastAt = at;
      if (outcome.engaged === 1) met.engagedAt = at;
      pairs.set(key, met);
    },
  };
}
