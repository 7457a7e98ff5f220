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
