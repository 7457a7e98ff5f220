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
  /** Value minus the value expected of any user for this item: what the outcome says about the user. */
  ofUser: number;
  /** Value minus the value expected of this user for any item: what the outcome says about the item. */
  ofItem: number;
  /** Value minus the value expected of this user for this item. */
  surprise: number;
}
