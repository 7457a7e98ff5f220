import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { spawnRekindle } from '../../test/faults/rekindle-process.ts';
import type { RowEvaluation } from '../model/row-evaluation.ts';
import { seededRandom } from '../stats/random.ts';

// Training and evaluating what is judged by rows, as a user does on the command line.

const folder = mkdtempSync(join(tmpdir(), 'rekindle-rows-'));
afterAll(() => rmSync(folder, { recursive: true }));

async function rekindle(...args: string[]) {
  return await spawnRekindle(args, { REKINDLE_DATA_DIR: join(folder, 'data') }).ended;
}

async function answerOf(...args: string[]) {
  const { code, stdout, stderr } = await rekindle(...args, '--json');
  expect(code, stderr).toBe(0);
  return JSON.parse(stdout);
}

const events = join(folder, 'events.csv');
const films = join(folder, 'films');
const model = (name: string) => join(folder, `${name}.json`);

beforeAll(() => {
  const random = seededRandom(1);
  const rows = Array.from({ length: 400 }, () => {
    const fomo = random.uniform();
    return `${300 * random.uniform()},${fomo},${random.uniform() < (fomo > 0.5 ? 0.95 : 0.05) ? 1 : 0}`;
  });
  writeFileSync(events, ['karma,event_fomo_score,should_nudge_event', ...rows, '1,2,1', ''].join('\n'));
  mkdirSync(films);
  writeFileSync(
    join(films, 'movies.csv'),
    `movieId,title,genres\n${Array.from({ length: 30 }, (_, n) => `${n + 1},Film (${1990 + n}),${n % 2 === 0 ? 'Drama' : 'Comedy'}\n`).join('')}`,
  );
  writeFileSync(
    join(films, 'ratings.csv'),
    `userId,movieId,rating,timestamp\n${Array.from({ length: 1500 }, (_, n) => {
      const [user, film] = [1 + random.below(20), 1 + random.below(30)];
      const likes = random.uniform() < (user % 2 === film % 2 ? 0.8 : 0.2);
      return `${user},${film},${likes ? 4.5 : 2.0},${1000 + n}\n`;
    }).join('')}`,
  );
});

describe('rekindle train and evaluate', () => {
  test('event: learns from a table, tells what it refused, and adjusts to a share of yes', async () => {
    const trained = await answerOf('train', 'event', '--data', events, '--out', model('event'));
    expect(trained).toMatchObject({ target: 'event', estimator: 'logistic_regression', refused: 1 });
    const judged = await answerOf(
      'evaluate',
      'event',
      '--model',
      model('event'),
      '--data',
      events,
      '--adjust-prior',
    );
    expect(judged.overall).toMatchObject({ kind: 'rows', n: 400 });
    expect(judged.overall.accuracy.value).toBeGreaterThan(0.9);
    expect(judged.adjusted.estimatedPrior).toBeCloseTo(judged.adjusted.trainingPrior, 1);
    expect(judged.adjusted.overall.n).toBe(400);
  });

  test('engagement: learns from films, judges on what the split kept back, beside simple rates', async () => {
    for (const split of ['time', 'last']) {
      const trained = await answerOf(
        ...['train', 'engagement', '--data', films, '--split', split],
        ...['--estimator', 'logistic_regression', '--out', model(split)],
      );
      const judged = await answerOf('evaluate', 'engagement', '--model', model(split), '--data', films);
      // The same rows as in training, the same figures.
      expect(judged.overall).toEqual(trained.metrics.evaluation);
      expect(judged.overall.n).toBe(split === 'time' ? 300 : 20);
      expect(Object.keys(judged.baselines)).toEqual(['overall_rate', 'user_rate', 'item_rate']);
      expect(judged.frozen === null).toBe(split === 'last');
      if (split === 'time') {
        const auc = ({ auc: { value } }: RowEvaluation) => value as number;
        expect(auc(judged.overall)).toBeGreaterThan(auc(judged.baselines.user_rate) + 0.1);
      }
    }
  });

  test.each([
    ['an unknown target', ['train', 'engagements', '--out', 'x'], 2, 'unknown target engagements'],
    [
      'an unknown split',
      ['train', 'engagement', '--split', 'random', '--out', 'x'],
      2,
      '--split must be one of',
    ],
    ['no place for the model', ['train', 'resume', '--data', events], 2, 'needs --out'],
    ['another table', ['train', 'resume', '--data', events, '--out', 'x'], 1, 'expected "resume_uploaded'],
    [
      'another model',
      ['evaluate', 'resume', '--model', model('event'), '--data', events],
      1,
      'predicts event',
    ],
  ])('refuse %s', async (_, args, code, message) => {
    const ended = await rekindle(...args);
    expect(ended.stderr).toContain(message);
    expect(ended.code).toBe(code);
  });
});
