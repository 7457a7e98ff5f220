import { solveByCholesky } from '../../stats/cholesky.ts';
import { seededRandom } from '../../stats/random.ts';
import type { Expectation } from './expectation.ts';
import type { FeatureGroup } from './feature-group.ts';

export interface LatentFactorOptions {
  /** How many factors a user and an item have. */
  readonly rank: number;
  /** Strength of the pull towards zero, in interactions; users have more data of their own than items with few users. */
  readonly userRidge: number;
  readonly itemRidge: number;
  readonly seed: number;
}

/** The first fit waits for this many interactions; fewer do not separate tastes. */
const FIRST_FIT_AT = 1000;
/** Factors are fitted again whenever the past has grown by this factor, so all fits together cost eleven times the last. */
const GROWTH = 1.1;
const FIRST_SWEEPS = 12;
/** Later fits need fewer sweeps, because they start from the previous factors. */
const LATER_SWEEPS = 4;

/**
 * Collaborative factors of the past: each surprise is modelled as the product of a user's and an item's factors, fitted by
 * alternating least squares (Koren, Bell and Volinsky 2009, "Matrix factorization techniques for recommender systems",
 * IEEE Computer 42(8)). Items' factors are fitted again as the past grows; a user's factors are solved from all that is
 * known about the user so far, so the very last interaction counts, and a new user has factors after the first one.
 */
export function createLatentFactors(
  users: number,
  items: number,
  expectation: Expectation,
  options: LatentFactorOptions,
): FeatureGroup {
  const factors = createFactors(users, items, options);
  return {
    columns: ['factor_surprise', 'expected_value_with_factors'],
    describe({ user, item }, out, from) {
      out[from] = factors.surpriseOf(user, item);
      out[from + 1] = expectation.valueOf(user, item) + out[from];
    },
    record({ user, item }, { surprise }) {
      factors.record(user, item, surprise);
    },
  };
}

/** Factors of users and items, and the surprises to which they are fitted. */
function createFactors(users: number, items: number, options: LatentFactorOptions) {
  const { rank } = options;
  const observed: Observations = { users: [], items: [], surprises: [] };
  const itemFactors = new Float64Array(items * rank);
  const known = new Uint8Array(items);
  const random = seededRandom(options.seed);
  const systems = createSystems(users, rank, options.userRidge);
  const solved = new Float64Array(users * rank);
  const isSolved = new Uint8Array(users);
  let nextFitAt = FIRST_FIT_AT;
  let fitted = false;

  const refit = (): void => {
    for (const item of observed.items) {
      if (known[item] === 1) continue;
      known[item] = 1;
      for (let k = 0; k < rank; k += 1) itemFactors[item * rank + k] = 0.3 * (random.uniform() - 0.5);
    }
    const itemSystems = createSystems(items, rank, options.itemRidge);
    for (let sweep = fitted ? LATER_SWEEPS : FIRST_SWEEPS; sweep > 0; sweep -= 1) {
      systems.fillFrom(observed.users, observed.items, itemFactors, observed.surprises);
      systems.solveAll(solved);
      itemSystems.fillFrom(observed.items, observed.users, solved, observed.surprises);
      itemSystems.solveAll(itemFactors);
    }
    systems.fillFrom(observed.users, observed.items, itemFactors, observed.surprises);
    isSolved.fill(0);
    fitted = true;
  };

  return {
    /** 0 for an item that no fit has seen. */
    surpriseOf(user: number, item: number): number {
      if (known[item] === 0) return 0;
      if (isSolved[user] === 0) {
        systems.solve(user, solved);
        isSolved[user] = 1;
      }
      let product = 0;
      for (let k = 0; k < rank; k += 1) product += solved[user * rank + k] * itemFactors[item * rank + k];
      return product;
    },
    record(user: number, item: number, surprise: number): void {
      observed.users.push(user);
      observed.items.push(item);
      observed.surprises.push(surprise);
      if (observed.users.length >= nextFitAt) {
        refit();
        nextFitAt = Math.ceil(observed.users.length * GROWTH);
      } else if (known[item] === 1) {
        systems.add(user, itemFactors, item, surprise);
        isSolved[user] = 0;
      }
    },
  };
}

interface Observations {
  readonly users: number[];
  readonly items: number[];
  readonly surprises: number[];
}

/** One ridge regression for each user, or for each item, on the factors of the other side. */
function createSystems(count: number, rank: number, ridge: number) {
  const matrices = new Float64Array(count * rank * rank);
  const sides = new Float64Array(count * rank);
  const matrix = new Float64Array(rank * rank);
  const side = new Float64Array(rank);
  const add = (place: number, factors: Float64Array, other: number, value: number): void => {
    const f = other * rank;
    const m = place * rank * rank;
    for (let row = 0; row < rank; row += 1) {
      sides[place * rank + row] += factors[f + row] * value;
      for (let column = 0; column <= row; column += 1)
        matrices[m + row * rank + column] += factors[f + row] * factors[f + column];
    }
  };
  const solve = (place: number, into: Float64Array): void => {
    matrix.set(matrices.subarray(place * rank * rank, (place + 1) * rank * rank));
    side.set(sides.subarray(place * rank, (place + 1) * rank));
    for (let k = 0; k < rank; k += 1) matrix[k * rank + k] += ridge;
    solveByCholesky(matrix, side);
    into.set(side, place * rank);
  };
  return {
    add,
    solve,
    fillFrom(
      places: readonly number[],
      others: readonly number[],
      factors: Float64Array,
      values: readonly number[],
    ): void {
      matrices.fill(0);
      sides.fill(0);
      for (let i = 0; i < places.length; i += 1) add(places[i], factors, others[i], values[i]);
    },
    solveAll(into: Float64Array): void {
      for (let place = 0; place < count; place += 1) solve(place, into);
    },
  };
}
