/** What a rule may ask of a number. */
export type Wanted = 'at least' | 'at most' | 'below';

/** One thing a rule asks for, with the number it was judged by. */
export interface Condition<Asked extends Wanted = Wanted> {
  /** What was looked at, for example `buddies_attending`. */
  readonly fact: string;
  /** Null where it is not known, which never holds. */
  readonly value: number | null;
  readonly wanted: Asked;
  readonly threshold: number;
  readonly holds: boolean;
}

export const atLeast = (fact: string, value: number | null, threshold: number): Condition<'at least'> => ({
  fact,
  value,
  wanted: 'at least',
  threshold,
  holds: value !== null && value >= threshold,
});

export const atMost = (fact: string, value: number | null, threshold: number): Condition<'at most'> => ({
  fact,
  value,
  wanted: 'at most',
  threshold,
  holds: value !== null && value <= threshold,
});

export const below = (fact: string, value: number | null, threshold: number): Condition<'below'> => ({
  fact,
  value,
  wanted: 'below',
  threshold,
  holds: value !== null && value < threshold,
});
