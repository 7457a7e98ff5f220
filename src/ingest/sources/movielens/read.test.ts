import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { zipOf } from '../../../../test/zip.ts';
import { openRejects } from '../../rejects.ts';
import { readMovieLens } from './read.ts';

const folder = mkdtempSync(join(tmpdir(), 'rekindle-movielens-'));
afterAll(() => rmSync(folder, { recursive: true }));

const FILES = {
  'movies.csv': `movieId,title,genres
1,Plain Film (1995),Comedy|Drama
2,"Film, The (1972) (2003)",(no genres listed)
3,Film without a year,Action
`,
  'ratings.csv': `userId,movieId,rating,timestamp
7,2,3.5,2000
7,1,4.0,1000
8,1,0.5,1000
9,4,4.0,1500
9,1,6.0,1500
`,
};

/** Good ratings, beside which a bad one is a small share. */
const MANY = Array.from({ length: 60 }, (_, nth) => `7,3,4.0,${3000 + nth}\n`).join('');

const MOSTLY_GOOD = { ...FILES, 'ratings.csv': `${FILES['ratings.csv']}${MANY}` };

async function readFrom(files: Record<string, string>) {
  const path = join(folder, 'set.zip');
  writeFileSync(path, zipOf(files));
  const rejects = openRejects(join(folder, 'rejects.jsonl'));
  try {
    return { set: await readMovieLens(path, rejects), reasons: rejects.byReason() };
  } finally {
    rejects.close();
  }
}

describe('a MovieLens set', () => {
  test('is read in order of time, with ratings of the same second in the order of the file', async () => {
    const { set } = await readFrom(MOSTLY_GOOD);
    expect(set.ratings.slice(0, 3)).toEqual([
      { userId: 7, movieId: 1, stars: 4, atMs: 1_000_000 },
      { userId: 8, movieId: 1, stars: 0.5, atMs: 1_000_000 },
      { userId: 7, movieId: 2, stars: 3.5, atMs: 2_000_000 },
    ]);
  });

  test('gives the year of a movie from the last brackets of its title, and its genres', async () => {
    const { movies } = (await readFrom(MOSTLY_GOOD)).set;
    expect([...movies.values()].map(({ releaseYear, genres }) => [releaseYear, genres])).toEqual([
      [1995, ['Comedy', 'Drama']],
      [2003, []],
      [null, ['Action']],
    ]);
  });

  test('refuses a rating of an unknown movie or with an impossible number of stars', async () => {
    const { reasons } = await readFrom(MOSTLY_GOOD);
    expect(reasons).toEqual({ unknown_item: 1, invalid_value: 1 });
  });

  test('is not taken where a large share of it is refused', async () => {
    await expect(readFrom(FILES)).rejects.toThrow('ratings.csv: 2 of 5 rows refused.');
  });

  test('cannot be read without one of its files', async () => {
    await expect(readFrom({ 'movies.csv': FILES['movies.csv'] })).rejects.toThrow('lacks ratings.csv');
  });
});
