/** A user who meets an item. */
export interface Occasion {
  user: number;
  item: number;
  /** Milliseconds since 1970. */
  at: number;
}

/** What came of an occasion, and how much of it was unexpected. */
export interface Outcome {
  value: number;
  engaged: 0 | 1;
  /** Value less what was expected of any user for this item: what it says of the user. */
  ofUser: number;
  /** Value less what was expected of this user for any item: what it says of the item. */
  ofItem: number;
  /** Value less what was expected of this user for this item. */
  surprise: number;
}

/**
 * Remembers one side of the past, say of the users, and describes an occasion by it. It is told of the past in order of
 * time; a description never uses more than it has been told, so whoever tells it nothing but the past gets no leak.
 */
export interface Memory {
  /** Names of the numbers that `describe` gives. */
  readonly columns: readonly string[];
  /** Writes its numbers into `out` from place `from` on; NaN for what is not known. */
  describe(occasion: Readonly<Occasion>, out: Float64Array, from: number): void;
  record(occasion: Readonly<Occasion>, outcome: Readonly<Outcome>): void;
}

/** A mean of `count` values with this sum, drawn towards `prior` as if `weight` more values had been there. */
export const shrunken = (sum: number, count: number, prior: number, weight: number): number =>
  (sum + weight * prior) / (count + weight);
