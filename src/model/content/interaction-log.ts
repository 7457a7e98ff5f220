/**
 * Which user met which item, when, and what came of it. Users, items and tags are numbered from 0; an instant consists of
 * columns of numbers instead of objects, because a course of two thousand learners has millions of interactions.
 */
export interface InteractionLog {
  /** The source of the log, for example `movielens` or `BBB-2014B`. */
  readonly name: string;
  /** Ids, by number. */
  readonly users: readonly string[];
  readonly items: readonly Item[];
  readonly tags: readonly string[];
  /** An interaction of this value or more counts as engaged. */
  readonly engagedFrom: number;
  /** All interactions in order of time; may be iterated more than once. */
  instants(): Iterable<Instant>;
}

/** The interactions of one moment. None of them counts as the past of the rest. */
export interface Instant {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly user: Uint32Array;
  readonly item: Uint32Array;
  /** The outcome of each interaction: a rating, or 1 for used and 0 for not used. */
  readonly value: Float32Array;
}

export interface Item {
  readonly id: string;
  /** Numbers of its tags: genres, content kinds, the years it comes from. */
  readonly tags: readonly number[];
  /** The year of release; null where it is unknown or has no meaning. */
  readonly releaseYear: number | null;
}

/** Numbers texts from 0 in the order of their first occurrence. */
export function createNumbering(): { numberOf(text: string): number; readonly texts: readonly string[] } {
  const numbers = new Map<string, number>();
  const texts: string[] = [];
  return {
    texts,
    numberOf(text) {
      const known = numbers.get(text);
      if (known !== undefined) return known;
      numbers.set(text, texts.length);
      return texts.push(text) - 1;
    },
  };
}
