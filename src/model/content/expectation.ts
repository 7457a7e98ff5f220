import type { Item } from './interaction-log.ts';
import type { Occasion, Outcome } from './occasion.ts';
import { shrunken } from './shrunken.ts';

/** How many interactions a prior weighs, for a user or an item, and for a tag, which has many more interactions. */
const PRIOR_WEIGHT = 5;
const TAG_PRIOR_WEIGHT = 20;
/** Before anything is known, an interaction is as likely to engage as not. */
const FIRST_RATE = 0.5;

/**
 * The value to expect: the mean of all values, plus how far the user lies above it, plus how far the item does. This is the
 * baseline predictor of Koren 2010 ("Factor in the neighbors", ACM TKDD 4(1), section 2.1), updated one interaction at a
 * time. An item that few users have met counts as typical of its tags.
 */
export interface Expectation {
  /** Share of all interactions that engaged. */
  rate(): number;
  userBias(user: number): number;
  itemBias(item: number): number;
  /** The mean bias of the item's tags; 0 without tags. */
  tagBias(item: number): number;
  /** The value to expect of this user for this item. */
  valueOf(user: number, item: number): number;
  /** What an outcome of `value` says, judged by what was known before. */
  outcomeOf(occasion: Readonly<Occasion>, value: number): Outcome;
  record(occasion: Readonly<Occasion>, outcome: Readonly<Outcome>): void;
}

/** @param engagedFrom serves as the mean before there is any value */
export function createExpectation(
  users: number,
  items: readonly Item[],
  tags: number,
  engagedFrom: number,
): Expectation {
  let count = 0;
  let sum = 0;
  let engaged = 0;
  const userCount = new Float64Array(users);
  const userSum = new Float64Array(users);
  const itemCount = new Float64Array(items.length);
  const itemSum = new Float64Array(items.length);
  const tagCount = new Float64Array(tags);
  const tagSum = new Float64Array(tags);
  const mean = () => (count === 0 ? engagedFrom : sum / count);
  const userBias = (user: number) => shrunken(userSum[user], userCount[user], 0, PRIOR_WEIGHT);
  const tagBias = (item: number) => {
    const own = items[item].tags;
    let bias = 0;
    for (const tag of own) bias += shrunken(tagSum[tag], tagCount[tag], 0, TAG_PRIOR_WEIGHT);
    return own.length === 0 ? 0 : bias / own.length;
  };
  const itemBias = (item: number) => shrunken(itemSum[item], itemCount[item], tagBias(item), PRIOR_WEIGHT);
  return {
    rate: () => shrunken(engaged, count, FIRST_RATE, 1),
    userBias,
    itemBias,
    tagBias,
    valueOf: (user, item) => mean() + userBias(user) + itemBias(item),
    outcomeOf({ user, item }, value) {
      const ofUser = value - mean() - itemBias(item);
      const ofItem = value - mean() - userBias(user);
      const surprise = ofUser - userBias(user);
      return { value, engaged: value >= engagedFrom ? 1 : 0, ofUser, ofItem, surprise };
    },
    record({ user, item }, outcome) {
      count += 1;
      sum += outcome.value;
      engaged += outcome.engaged;
      userCount[user] += 1;
      userSum[user] += outcome.ofUser;
      itemCount[item] += 1;
      itemSum[item] += outcome.ofItem;
      for (const tag of items[item].tags) {
        tagCount[tag] += 1;
        tagSum[tag] += outcome.ofItem;
      }
    },
  };
}
