import type { Movie, MovieLens, Rating } from '../../ingest/sources/movielens/read.ts';
import { createNumbering, type Instant, type InteractionLog } from './interaction-log.ts';

/** A movie counts as engaging from this many stars. */
const ENGAGED_FROM_STARS = 4;
/** Movies from the same period of this many years share a tag, so that a taste for a period shows. */
const PERIOD_YEARS = 5;

/** Ratings as interactions; a movie's tags are its genres and the period it comes from. */
export function movieLensLog({ movies, ratings }: MovieLens): InteractionLog {
  const users = createNumbering();
  const ids = createNumbering();
  const tags = createNumbering();
  const user = Uint32Array.from(ratings, (rating) => users.numberOf(String(rating.userId)));
  const item = Uint32Array.from(ratings, (rating) => ids.numberOf(String(rating.movieId)));
  const value = Float32Array.from(ratings, (rating) => rating.stars);
  return {
    name: 'movielens',
    users: users.texts,
    items: ids.texts.map((id) => {
      const movie = movies.get(Number(id)) as Movie;
      return { id, tags: tagsOf(movie).map(tags.numberOf), releaseYear: movie.releaseYear };
    }),
    tags: tags.texts,
    engagedFrom: ENGAGED_FROM_STARS,
    instants: () => bySecond(ratings, user, item, value),
  };
}

const tagsOf = ({ genres, releaseYear }: Movie): string[] =>
  releaseYear === null
    ? [...genres]
    : [...genres, `from ${Math.floor(releaseYear / PERIOD_YEARS) * PERIOD_YEARS}`];

function* bySecond(
  ratings: readonly Rating[],
  user: Uint32Array,
  item: Uint32Array,
  value: Float32Array,
): Generator<Instant> {
  for (let from = 0, to = 0; from < ratings.length; from = to) {
    const at = ratings[from].atMs;
    while (to < ratings.length && ratings[to].atMs === at) to += 1;
    yield {
      at,
      user: user.subarray(from, to),
      item: item.subarray(from, to),
      value: value.subarray(from, to),
    };
  }
}
