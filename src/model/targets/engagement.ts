import type { PastOptions } from '../content/past.ts';

/**
 * Target `engagement`: a user meets an item; will they engage with it?
 *
 * - MovieLens: a rating of four stars or more. Unknown for movies a user never rated.
 * - A course's content: a learner who is registered when a week begins uses, in that week, a piece of content that is current
 *   then. Known for everybody once the week is over.
 */
export const ENGAGEMENT = 'engagement';

/** How the past of ratings is summed up: by bursts of a few ratings, and by tastes, which factors capture. */
export const MOVIELENS_PAST: PastOptions = {
  userSpans: [2, 5, 10, 30],
  itemSpans: [10],
  factors: { rank: 8, userRidge: 4, itemRidge: 16, seed: 1 },
};

/**
 * How the past of a course is summed up. A learner meets about a hundred pieces of content a week and an item about a
 * thousand learners, so the spans are that much longer. There are no factors: what the same learner did with the same content
 * says enough, and factors over ten million interactions would take a minute.
 */
export const CONTENT_PAST: PastOptions = {
  userSpans: [50, 200, 1000],
  itemSpans: [500, 3000],
  factors: null,
};
