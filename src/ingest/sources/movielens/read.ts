import { openCsvFiles } from '../../csv-files.ts';
import { readTable } from '../../csv-table.ts';
import { checkRefusedShare } from '../../refused-share.ts';
import type { Rejects } from '../../rejects.ts';
import { MOVIELENS_LAYOUT } from './layout.ts';

export interface Movie {
  readonly id: number;
  readonly title: string;
  /** The year in brackets at the end of the title; null where the title has none. */
  readonly releaseYear: number | null;
  readonly genres: readonly string[];
}

/** One rating, 0.5 to 5 stars. */
export interface Rating {
  readonly userId: number;
  readonly movieId: number;
  readonly stars: number;
  readonly atMs: number;
}

export interface MovieLens {
  readonly movies: ReadonlyMap<number, Movie>;
  /** In order of time; ratings of the same second in the order of the file. */
  readonly ratings: readonly Rating[];
  readonly fingerprint: string;
}

const NO_GENRES = '(no genres listed)';

/**
 * Reads a MovieLens set from a directory or a zip. A rating of an unknown movie is refused.
 *
 * @throws InputError naming the file that is missing, has a wrong header or has too many refused rows
 */
export async function readMovieLens(path: string, rejects: Rejects): Promise<MovieLens> {
  const files = await openCsvFiles(path, MOVIELENS_LAYOUT);
  const movies = new Map<number, Movie>();
  const ratings: Rating[] = [];
  const goOn = async () => {};
  try {
    await readTable(
      files.file['movies.csv'],
      MOVIELENS_LAYOUT['movies.csv'],
      ({ movieId, title, genres }) => {
        movies.set(movieId, {
          id: movieId,
          title,
          releaseYear: releaseYearOf(title),
          genres: genres === NO_GENRES ? [] : genres.split('|'),
        });
        return null;
      },
      rejects,
      goOn,
    );
    await readTable(
      files.file['ratings.csv'],
      MOVIELENS_LAYOUT['ratings.csv'],
      ({ userId, movieId, rating, timestamp }) => {
        if (!movies.has(movieId))
          return {
            reason: 'unknown_item',
            field: 'movieId',
            found: String(movieId),
            expected: 'a movie that movies.csv lists',
          };
        ratings.push({ userId, movieId, stars: rating, atMs: timestamp * 1000 });
        return null;
      },
      rejects,
      goOn,
    );
  } finally {
    files.close();
  }
  checkRefusedShare(rejects);
  ratings.sort((a, b) => a.atMs - b.atMs);
  return { movies, ratings, fingerprint: files.fingerprint };
}

/** `Toy Story (1995)` came out in 1995. */
function releaseYearOf(title: string): number | null {
  const year = /\((\d{4})\)\s*$/.exec(title)?.[1];
  return year === undefined ? null : Number(year);
}
