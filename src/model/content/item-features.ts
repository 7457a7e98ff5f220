import { DAY_MS } from '../../domain/moment.ts';
import type { Expectation } from './expectation.ts';
import { createFading } from './fading.ts';
import type { FeatureGroup } from './feature-group.ts';
import type { Item } from './interaction-log.ts';
import { shrunken } from './shrunken.ts';

const PRIOR_WEIGHT = 5;

/**
 * How all users have received an item so far: its popularity, its rate of engagement, recent and overall, and its age.
 *
 * @param spans over how many interactions the fading means reach back
 */
export function createItemFeatures(
  items: readonly Item[],
  expectation: Expectation,
  spans: readonly number[],
): FeatureGroup {
  const count = new Float64Array(items.length);
  const engaged = new Float64Array(items.length);
  const sum = new Float64Array(items.length);
  const squares = new Float64Array(items.length);
  const firstAt = new Float64Array(items.length).fill(Number.NaN);
  const lastAt = new Float64Array(items.length).fill(Number.NaN);
  const gaps = spans.map((span) => createFading(items.length, span));
  return {
    columns: [
      'item_interactions',
      'item_rate',
      'item_bias',
      'item_tag_bias',
      'item_deviation',
      ...spans.map((span) => `item_bias_last_${span}`),
      'item_days_since_last',
      'item_days_since_first',
      'item_release_year',
      'item_age_years',
    ],
    describe({ item, at }, out, from) {
      let place = from;
      const n = count[item];
      const { releaseYear } = items[item];
      out[place++] = n;
      out[place++] = shrunken(engaged[item], n, expectation.rate(), PRIOR_WEIGHT);
      out[place++] = expectation.itemBias(item);
      out[place++] = expectation.tagBias(item);
      out[place++] = n < 2 ? Number.NaN : Math.sqrt(Math.max(0, squares[item] / n - (sum[item] / n) ** 2));
      for (const fading of gaps) out[place++] = fading.mean(item, expectation.itemBias(item));
      out[place++] = (at - lastAt[item]) / DAY_MS;
      out[place++] = (at - firstAt[item]) / DAY_MS;
      out[place++] = releaseYear ?? Number.NaN;
      out[place++] = releaseYear === null ? Number.NaN : yearOf(at) - releaseYear;
    },
    record({ item, at }, outcome) {
      if (count[item] === 0) firstAt[item] = at;
      lastAt[item] = at;
      count[item] += 1;
      engaged[item] += outcome.engaged;
      sum[item] += outcome.value;
      squares[item] += outcome.value ** 2;
      for (const fading of gaps) fading.record(item, outcome.ofItem);
    },
  };
}

/** The year with its fraction, by the mean year of 365.25 days. */
const yearOf = (at: number): number => 1970 + at / (365.25 * DAY_MS);
