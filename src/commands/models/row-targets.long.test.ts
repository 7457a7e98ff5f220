import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { spawnRekindle } from '../../../test/faults/rekindle-process.ts';
import type { RowEvaluation } from '../../model/judge/row-evaluation.ts';
import { seededRandom } from '../../stats/random.ts';

// Trains and evaluates targets that are judged by rows, as a user does on the command line.

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
  test('event: learns from a table, reports refused rows, and adjusts to a share of yes', async () => {
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
    expect(judged.learntFrom).toBe(true);
    expect(judged.overall.accuracy.value).toBeGreaterThan(0.9);
    expect(judged.adjusted.estimatedPrior).toBeCloseTo(judged.adjusted.trainingPrior, 1);
    expect(judged.adjusted.overall.n).toBe(400);
  });

  test('engagement: learns from films, judges on the rows that the split held out, beside simple rates', async () => {
    for (const split of ['time', 'last']) {
      const trained = await answerOf(
        ...['train', 'engagement', '--data', films, '--split', split],
        ...['--estimator', 'logistic_regression', '--out', model(split)],
      );
      const judged = await answerOf('evaluate', 'engagement', '--model', model(split), '--data', films);
      // The rows are the same as in training, and so are the figures.
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

  test('a model without a path goes to the data folder', async () => {
    const { file, modelId } = await answerOf('train', 'event', '--data', events);
    expect(file).toBe(join(folder, 'data', 'models', 'event.json'));
    expect(JSON.parse(readFileSync(file, 'utf8')).id).toBe(modelId);
  });

  test.each([
    ['an unknown target', ['train', 'engagements', '--out', 'x'], 2, 'unknown target engagements'],
    [
      'an unknown split',
      ['train', 'engagement', '--split', 'random', '--out', 'x'],
      2,
      '--split must be one of',
    ],
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

describe('rekindle compare, explain and report of models of rows', () => {
  test('compare: two models of a nudge, on the table they learnt from by cross-validation', async () => {
    await answerOf(
      ...['train', 'event', '--data', events, '--estimator', 'gradient_boosting'],
      ...['--out', model('trees')],
    );
    const compared = await answerOf('compare', model('event'), model('trees'), '--data', events);
    expect(compared.judgedOn.parts).toEqual(['events.csv by cross-validation']);
    expect(Object.keys(compared.comparison)).toEqual([
      ...['auc', 'averagePrecision', 'brier', 'rmse', 'accuracy', 'ece'],
    ]);
    const { first, second, difference } = compared.comparison.auc;
    expect(difference.value).toBeCloseTo(second - first, 12);
    expect(difference.low).toBeLessThanOrEqual(difference.high);
    // Training found the same figure by cross-validation.
    const { metrics } = JSON.parse(readFileSync(model('event'), 'utf8'));
    expect(first).toBeCloseTo(metrics.evaluation.auc.value, 12);
  });

  test('compare: refuses models with different splits or different targets', async () => {
    const split = await rekindle('compare', model('time'), model('last'), '--data', films);
    expect(split.code).toBe(1);
    expect(split.stderr).toContain('different splits');
    const mixed = await rekindle('compare', model('event'), model('time'), '--data', films);
    expect(mixed.stderr).toContain('Only models of one target');
  });

  test('explain: the leading columns, and one row, whose contributions add up', async () => {
    const whole = await answerOf('explain', '--model', model('event'), '--data', events);
    expect(whole.importances[0]).toMatchObject({ indicator: 'event_fomo_score' });
    expect(whole.importances[0].aucDrop).toBeGreaterThan(0.2);
    const row = await answerOf('explain', '--model', model('event'), '--data', events, '--row', '7');
    const total = row.contributions.reduce(
      (sum: number, { contribution }: { contribution: number }) => sum + contribution,
      row.base,
    );
    expect(total).toBeCloseTo(row.sum, 9);
    expect(row.contributions[0].indicator).toBe('event_fomo_score');
    expect(row.probability > 0.5).toBe(row.contributions[0].value > 0.5);
    const films20 = await answerOf('explain', '--model', model('time'), '--data', films, '--row', '1');
    expect(films20.contributions.length).toBeGreaterThan(10);
  });

  test.each([
    [['--row', '401'], 'There is no row 401 in events.csv by cross-validation, which has 400'],
    [['--row', 'x'], '--row must be'],
    [['--enrolment', 'A/1', '--at', '2014-03-20'], '--enrolment is for models of enrolments'],
  ])('explain: refuses %j', async (args, message) => {
    const ended = await rekindle('explain', '--model', model('event'), '--data', events, ...args);
    expect(ended.code).not.toBe(0);
    expect(ended.stderr).toContain(message);
  });

  test('report: a card with pictures, and one without where no rows are given', async () => {
    for (const [name, data] of [
      ['event', events],
      ['time', films],
    ]) {
      const out = join(folder, `card-${name}`);
      const { judgedOn } = await answerOf('report', model(name), '--data', data, '--out', out);
      expect(readdirSync(out).toSorted()).toEqual([
        ...['importance.svg', 'model-card.html', 'model-card.md'],
        ...['precision-recall.svg', 'reliability.svg', 'roc.svg', 'shap-summary.svg'],
      ]);
      const markdown = readFileSync(join(out, 'model-card.md'), 'utf8');
      expect(markdown).toContain(judgedOn.parts[0]);
      expect(markdown).not.toMatch(/NaN|undefined/);
    }
    const bare = join(folder, 'card-bare');
    await answerOf('report', model('event'), '--out', bare);
    expect(readdirSync(bare).toSorted()).toEqual(['model-card.html', 'model-card.md']);
  });
});
