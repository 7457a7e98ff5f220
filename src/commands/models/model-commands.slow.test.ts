import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { courseWith } from '../../../test/fixtures/course-events.ts';
import { handMadeModel } from '../../../test/fixtures/hand-made-model.ts';
import { putCourse } from '../../../test/fixtures/service.ts';
import { twoKindsOfLearners } from '../../../test/fixtures/two-kinds-of-learners.ts';
import { readConfig } from '../../config.ts';
import type { CalendarDate } from '../../domain/moment.ts';
import { InputError, NotFoundError, UsageError } from '../../errors.ts';
import type { Explanation } from '../../explain/explanation.ts';
import type { Comparison } from '../../model/judge/comparison.ts';
import { serialiseModelFile } from '../../model/model-file.ts';
import { openStores } from '../../runtime.ts';
import { compareCommand } from './compare.ts';
import { evaluate } from './evaluate.ts';
import { explainCommand } from './explain.ts';
import { reportCommand } from './report.ts';

// Evaluates, compares, explains and reports over a store with one course, as the command line does.

const folder = mkdtempSync(join(tmpdir(), 'rekindle-commands-'));
const course = courseWith('AAA-2014B', { startsOn: '2014-02-01' as CalendarDate, lengthDays: 70 });
const model = join(folder, 'model.json');
const other = join(folder, 'other.json');
const damaged = join(folder, 'damaged.json');
const seed = '1';

beforeAll(async () => {
  vi.stubEnv('REKINDLE_DATA_DIR', join(folder, 'data'));
  const stores = await openStores(readConfig(process.env), 'test');
  await putCourse(stores, course, twoKindsOfLearners(course));
  await stores.close();
  writeFileSync(model, serialiseModelFile(handMadeModel(['AAA-2013J'])));
  writeFileSync(other, serialiseModelFile(handMadeModel(['AAA-2013J'], -1.5)));
  writeFileSync(damaged, readFileSync(model, 'utf8').replace('1.5', '1.6'));
});
afterAll(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true, force: true });
});

/** The standard output of a command. */
async function outputOf(command: () => Promise<void>): Promise<string> {
  const written: string[] = [];
  const spies = [
    vi.spyOn(process.stdout, 'write').mockImplementation((text) => written.push(String(text)) > 0),
    vi.spyOn(process.stderr, 'write').mockReturnValue(true),
  ];
  try {
    await command();
  } finally {
    for (const spy of spies) spy.mockRestore();
  }
  return written.join('');
}
afterEach(() => vi.restoreAllMocks());

describe('evaluate', () => {
  test('judges a model on rows it has not learnt from, as text and as one document', async () => {
    const words = await outputOf(() => evaluate('dropout', { model, seed }));
    expect(words).toMatch(/ on AAA-2014B\n/);
    expect(words).toMatch(/\nall +\d+ +0\.8\d+ \(0\.\d+-[01]\.\d+\)/);
    const document = JSON.parse(await outputOf(() => evaluate('dropout', { model, seed, json: true })));
    expect(document).toMatchObject({ target: 'dropout', evaluatedOn: { parts: [course.id] } });
    expect(document.byDay.map(({ day }: { day: number }) => day)).toEqual([
      7, 14, 21, 28, 35, 42, 49, 56, 63,
    ]);
    // The pooled figures of a course of 70 days cover its days 14, 28, 42 and 56.
    const pooled = [1, 3, 5, 7].map((place) => document.byDay[place].n as number);
    expect(document.overall.n).toBe(pooled.reduce((sum, n) => sum + n, 0));
    for (const figure of ['auc', 'averagePrecision', 'brier', 'ece', 'recallAtPrecision85'])
      expect(document.overall[figure]).toEqual({
        value: expect.any(Number),
        low: expect.any(Number),
        high: expect.any(Number),
      });
    expect(Object.keys(document.alerts)).toEqual(
      expect.arrayContaining([
        'threshold',
        'precision',
        'recall',
        'withdrawnFlagged',
        'medianLeadDays',
        'shareFlagged14DaysAhead',
      ]),
    );
  });

  test('refuses a model of a different target', async () => {
    const asked = outputOf(() => evaluate('withdrawal', { model, seed }));
    await expect(asked).rejects.toThrow(/predicts dropout, not withdrawal/);
    await expect(outputOf(() => evaluate('weather', { model, seed }))).rejects.toThrow(UsageError);
  });
});

describe('compare', () => {
  test('says which model is better, as text and as one document', async () => {
    const words = await outputOf(() => compareCommand(model, other, { seed }));
    expect(words).toMatch(/area under the ROC curve +0\.8\d+ +0\.\d+ +-0\.\d+ \(-0\.\d+ to -0\.\d+\) +first/);
    expect(words).toMatch(/The first is better by area under the ROC curve/);
    const document = JSON.parse(await outputOf(() => compareCommand(model, other, { seed, json: true })));
    expect(document.judgedOn.parts).toEqual([course.id]);
    expect((document.comparison as Comparison).auc.better).toBe('first');
  });

  test('refuses models that it cannot compare', async () => {
    await expect(compareCommand(model, join(folder, 'none.json'), { seed })).rejects.toThrow(
      /none.json cannot be read/,
    );
    await expect(compareCommand(model, damaged, { seed })).rejects.toThrow(/is damaged: its id is/);
    await expect(compareCommand(model, other, { seed: 'x' })).rejects.toThrow(UsageError);
    writeFileSync(join(folder, 'learnt.json'), serialiseModelFile(handMadeModel([course.id])));
    const asked = outputOf(() => compareCommand(model, join(folder, 'learnt.json'), { seed }));
    await expect(asked).rejects.toThrow(InputError);
    await expect(asked).rejects.toThrow(/holds no presentation .* after those that were learnt from/);
  });
});

describe('explain', () => {
  const enrolment = `${course.id}/${course.id}-20`;

  test('explains one risk', async () => {
    const asked = { model, enrolment, at: '2014-03-20', seed };
    const words = await outputOf(() => explainCommand(asked));
    expect(words).toMatch(/AAA-2014B-20 in AAA-2014B on 2014-03-20: risk \d+%\./);
    expect(words).toMatch(/If they come on one day this week, the estimate falls from \d+% to \d+%\. /);
    const { base, sum, contributions } = JSON.parse(
      await outputOf(() => explainCommand({ ...asked, json: true })),
    ) as Explanation;
    expect(contributions.reduce((total, { contribution }) => total + contribution, base)).toBeCloseTo(sum, 9);
  });

  test('shows which indicators the model relies on', async () => {
    const document = JSON.parse(await outputOf(() => explainCommand({ model, seed, json: true })));
    expect(document.importances.map(({ indicator }: { indicator: string }) => indicator)).toEqual([
      'days_since_last_activity',
      'clicks_last_14d',
    ]);
    expect(await outputOf(() => explainCommand({ model, seed }))).toMatch(
      /days_since_last_activity +\+0\.\d+/,
    );
  });

  test.each([
    [{ at: '2014-03-20' }, /--at goes with --enrolment/],
    [{ enrolment: 'AAA-2014B/1' }, /--enrolment needs --at/],
    [{ enrolment: 'AAA-2014B', at: '2014-03-20' }, /<presentation>\/<learner>, .* not AAA-2014B/],
    [{ enrolment: 'AAA-2014B/1', at: 'soon' }, /--at must be a date like/],
  ])('refuses wrong usage: %j', async (options, message) => {
    const asked = explainCommand({ model, seed, ...options });
    await expect(asked).rejects.toThrow(UsageError);
    await expect(asked).rejects.toThrow(message);
  });

  test('refuses learners who are not registered', async () => {
    const unknown = { model, enrolment: `${course.id}/nobody`, at: '2014-03-20', seed };
    await expect(explainCommand(unknown)).rejects.toThrow(NotFoundError);
    await expect(explainCommand({ ...unknown, enrolment: 'ZZZ/1' })).rejects.toThrow(/no presentation ZZZ/);
  });
});

describe('report', () => {
  test('writes the card with its pictures, and says where', async () => {
    const out = join(folder, 'card');
    const document = JSON.parse(await outputOf(() => reportCommand(model, { out, seed, json: true })));
    const files = readdirSync(out).toSorted();
    expect(document.files.toSorted()).toEqual(files.map((file) => join(out, file)));
    const markdown = readFileSync(join(out, 'model-card.md'), 'utf8');
    const pictures = [...markdown.matchAll(/\]\((.*\.svg)\)/g)].map(([, name]) => name);
    expect([...pictures, 'model-card.html', 'model-card.md'].toSorted()).toEqual(files);
    expect(await outputOf(() => reportCommand(model, { out, seed }))).toBe(
      `Model card of ${document.modelId}, judged on ${course.id}: ${join(out, 'model-card.html')}\n`,
    );
  });

  test('refuses a foreign file and leaves nothing behind', async () => {
    const foreign = join(folder, 'foreign.json');
    writeFileSync(foreign, '{"name":"else"}');
    const out = join(folder, 'nothing');
    await expect(reportCommand(foreign, { out, seed })).rejects.toThrow(/is not a Rekindle model/);
    expect(readdirSync(folder)).not.toContain('nothing');
  });
});
