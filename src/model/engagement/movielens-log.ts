import type { Movie, MovieLens } from '../../ingest/sources/movielens/read.ts';
import { createNumbering, type InteractionLog } from './interaction-log.ts';

/** A movie counts as engaging from this many stars. */
const ENGAGED_FROM_STARS = 4;
/** Movies that came out within as many years of each other share a tag, so that a taste for an age of film is seen. */
const PERIOD_YEARS = 5;

/** Ratings as interactions; a movie's tags are its genres and the period it comes from. */
export function movieLensLog({ movies, ratings }: MovieLens): InteractionLog {
  const users = createNumbering();
  const ids = createNumbering();
  const tags = createNumbering();
  const user = Uint32Array.from(ratings, (rating) => users.numberOf(String(rating.userId)));
  const item = Uint32Array.from(ratings, (rating) => ids.numberOf(String(rating.movieId)));
  return {
    name: 'movielens',
    users: users.texts,
    items: ids.texts.map((id) => {
      const movie = movies.get(Number(id)) as Movie;
      return { id, tags: tagsOf(movie).map(tags.numberOf), releaseYear: movie.releaseYear };
    }),
    tags: tags.texts,
    user,
    item,
    at: Float64Array.from(ratings, (rating) => rating.atMs),
    value: Float32Array.from(ratings, (rating) => rating.stars),
    engagedFrom: ENGAGED_FROM_STARS,
  };
}

const tagsOf = ({ genres, releaseYear }: Movie): string[] =>
  releaseYear === null
    ? [...genres]
    : [...genres, `from ${Math.floor(releaseYear / PERIOD_YEARS) * PERIOD_YEARS}`];
