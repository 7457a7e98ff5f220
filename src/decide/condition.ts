/** The comparisons with a threshold that a rule may ask for. */
export type Wanted = 'at least' | 'at most' | 'below';

/** One thing that a rule asks for, with the number that decided whether it holds. */
export interface Condition<Asked extends Wanted = Wanted> {
  /** The name of the value, for example `buddies_attending`. */
  readonly fact: string;
  /** Null where the value is not known; the condition then does not hold. */
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
