import { type Columns, decimal, text, wholeNumber } from '../../column.ts';

/**
 * The two files of a MovieLens set that Rekindle reads, with their columns in the published order. Source: Harper and Konstan
 * 2015, "The MovieLens datasets: history and context", ACM Transactions on Interactive Intelligent Systems 5(4), and the
 * README of the sets from 2013 on (`ml-latest-small`, `ml-25m` and others).
 */
const id = wholeNumber(1, 2 ** 31 - 1);

export const MOVIELENS_LAYOUT = {
  'movies.csv': { movieId: id, title: text, genres: text },
  'ratings.csv': {
    userId: id,
    movieId: id,
    rating: decimal(0.5, 5),
    /** Seconds since 1970. */
    timestamp: wholeNumber(0, 2 ** 32),
  },
} as const satisfies Record<string, Columns>;
