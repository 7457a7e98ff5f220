import { type Ranking, walkCuts } from './ranking.ts';

/**
 * The lowest score that, taken as threshold, is proven to reach `precision` on cases like these: with probability
 * `confidence`, the share of right cases among all cases at or above it, seen or unseen, is no lower than `precision`. Null
 * where no threshold is proven.
 *
 * This is "Learn then test" (Angelopoulos, Bates, Candès, Jordan and Lei 2021, "Learn then test: calibrating predictive
 * algorithms to achieve risk control", section 3.2, fixed sequence testing). Thresholds are tested from the highest down,
 * beginning where there are enough cases for a proof if all of them are right. Each is an exact binomial test of the
 * hypothesis that the share is lower than `precision`. The search ends at the first threshold that fails, so many tests
 * need no correction. Conformal risk
 * control (Angelopoulos et al. 2022) would bound the mean only, and needs a loss that falls with the threshold, which the
 * share of false alerts need not do.
 *
 * The proof holds for cases drawn independently from the same population, so pass one case for each enrolment, and one
 * season at a time. It says nothing about a later season that differs.
 *
 * @param precision above 0 and below 1
 * @param confidence above 0 and below 1
 */
export function provenThreshold(ranking: Ranking, precision: number, confidence: number): number | null {
  const tail = binomialTail(precision);
  const fewest = Math.log(1 - confidence) / Math.log(precision);
  let threshold: number | null = null;
  let ended = false;
  let right = 0;
  let wrong = 0;
  walkCuts(ranking, undefined, ({ score, truePositives, falsePositives }) => {
    if (ended) return;
    for (; right < truePositives; right += 1) tail.add(1);
    for (; wrong < falsePositives; wrong += 1) tail.add(0);
    if (right + wrong < fewest) return;
    if (tail.chance() <= 1 - confidence) threshold = score;
    else ended = true;
  });
  return threshold;
}

/** The probability of at least as many ones as were added if each case is 1 with probability `p`; updated case by case. */
function binomialTail(p: number) {
  let count = 0;
  let ones = 0;
  let logMass = 0;
  let chance = 1;
  return {
    add(label: 0 | 1): void {
      count += 1;
      if (label === 1) {
        // P(X' >= k + 1) = P(X >= k) - (1 - p) P(X = k), X' having one case more.
        chance -= (1 - p) * Math.exp(logMass);
        ones += 1;
        logMass += Math.log(count / ones) + Math.log(p);
      } else {
        const zeros = count - ones;
        // P(X' >= k) = P(X >= k) + p P(X = k - 1), and P(X = k - 1) = P(X = k) k (1 - p) / ((n - k + 1) p).
        chance += (Math.exp(logMass) * ones * (1 - p)) / zeros;
        logMass += Math.log(count / zeros) + Math.log1p(-p);
      }
    },
    chance: () => chance,
  };
}
