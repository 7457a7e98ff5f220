import { expect, test } from 'vitest';
import { openEmbeddedStores } from '../../test/fixtures/embedded-stores.ts';
import { moment } from '../domain/moment.ts';
import { createRecorder, type InsightDecision } from './record.ts';

const decision = (userId: string): InsightDecision => ({
  userId,
  decidedAt: moment(Date.parse('2025-06-10T12:00:00.123Z')),
  ruleset: 'flat',
  language: 'en',
  fomoScore: 0.55,
  nudges: JSON.stringify([{ kind: 'resume', title: '80 % of your "peers"\thave\na résumé \u{1f389} \\' }]),
});

test('once the recorder is closed, every decision is on record with its numbers', async () => {
  const stores = await openEmbeddedStores();
  try {
    const recorder = createRecorder(stores.eventLog, () => {});
    for (let index = 0; index < 2500; index += 1) await recorder.record(decision(`stu_${index}`));
    await recorder.close();
    const [counted] = await stores.eventLog.rows<{ n: string; learners: string }>(
      'select toString(count()) n, toString(uniqExact(learner_id)) learners from insight_decision final',
    );
    expect(counted).toEqual({ n: '2500', learners: '2500' });
    const [row] = await stores.eventLog.rows<{ nudges: string; decided_at: string; fomo_score: number }>(
      "select nudges, decided_at, fomo_score from insight_decision where learner_id = 'stu_7'",
    );
    expect(row).toMatchObject({
      nudges: decision('').nudges,
      decided_at: '2025-06-10 12:00:00.123',
      fomo_score: 0.55,
    });
  } finally {
    await stores.close();
  }
});

test('a write that fails is tried again, with the same ids', async () => {
  const ids: string[][] = [];
  const recorder = createRecorder(
    {
      insertTsv: async (_, __, lines) => {
        const texts = lines.toString().split('\n', 2);
        ids.push(texts.map((line) => line.split('\t')[0] ?? ''));
        if (ids.length < 3) throw new Error('no room');
      },
    },
    () => {},
  );
  recorder.record(decision('stu_1'));
  recorder.record(decision('stu_2'));
  await recorder.close();
  expect(ids).toHaveLength(3);
  expect(ids[2]).toEqual(ids[0]);
  expect(new Set(ids[0]).size).toBe(2);
});

test('while the event log is unavailable the decisions are kept in order, and a warning says so', async () => {
  const warnings: string[] = [];
  const learners: string[] = [];
  let isAway = true;
  const recorder = createRecorder(
    {
      insertTsv: async (_, __, lines) => {
        if (isAway) throw new Error('gone');
        const texts = lines.toString().trimEnd().split('\n');
        learners.push(...texts.map((line) => line.split('\t')[1] ?? ''));
      },
    },
    (message) => warnings.push(message),
  );
  recorder.record(decision('stu_1'));
  const failing = recorder.close();
  recorder.record(decision('stu_2'));
  await failing;
  expect(warnings).toEqual(['2 insight decisions wait for the event log: gone']);
  isAway = false;
  await recorder.close();
  expect(learners).toEqual(['stu_1', 'stu_2']);
});
