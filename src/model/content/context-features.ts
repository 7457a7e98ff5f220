import type { Expectation } from './expectation.ts';
import type { FeatureGroup } from './feature-group.ts';

/** Features of the moment, and the value to expect of user and item together. */
export function createContextFeatures(expectation: Expectation): FeatureGroup {
  return {
    columns: ['hour', 'weekday', 'overall_rate', 'expected_value'],
    describe({ user, item, at }, out, from) {
      const when = new Date(at);
      out[from] = when.getUTCHours();
      out[from + 1] = when.getUTCDay();
      out[from + 2] = expectation.rate();
      out[from + 3] = expectation.valueOf(user, item);
    },
    record: () => {},
  };
}
