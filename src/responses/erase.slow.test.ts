import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { responseRuns } from '../../test/fixtures/response-runs.ts';
import type { Analyser } from '../speech/analyser.ts';
import { eraseLearner } from './erase.ts';
import { readManifest, writeManifest } from './run-folder/manifest.ts';
import { parquet, type Tables } from './run-folder/tables.ts';
import { PHASES } from './scores/phase.ts';
import { analyse } from './stages/analyse.ts';
import { clean } from './stages/clean.ts';
import { joinSessions } from './stages/join.ts';
import { score } from './stages/score.ts';
import { select } from './stages/select.ts';

const here = responseRuns();

const AT = Date.parse('2025-03-04T10:00:00Z');
const silence = { value: null, confidence: null, validatedAgainst: null };
const analyser: Analyser = {
  name: 'test',
  saveEvery: 10,
  remember: (earlier) => earlier,
  analyse: async () => ({
    analyser: 'test',
    emotionalScore: silence,
    engagementScore: { ...silence, value: 61 },
    dominantEmotion: silence,
    engagementState: silence,
    pronunciation: silence,
    audioQuality: { ...silence, value: 'good' },
    details: {},
  }),
};

/** Two learners, `ada` and `adam`, with two responses each near a session, one far from it, and a broken record. */
const telemetry = ['ada', 'adam'].flatMap((id) => [
  { eid: 'START', ets: AT, actor: { id }, context: { sid: `s-${id}` } },
  ...[1000, 2000, 9_000_000].map((afterMs, n) => ({
    eid: 'RESPONSE',
    ets: AT + afterMs,
    mid: `${id}-r${n}`,
    actor: { id },
    context: { sid: `s-${id}` },
    edata: { target: `voices/${id}${n}.wav`, values: [{ original_text: `hello ${id}` }] },
  })),
  { eid: 'RESPONSE', ets: 'never', mid: `${id}-bad`, actor: { id } },
]);

async function wholeRun() {
  await select.run({
    tables: here.tables,
    runFolder: here.runFolder,
    users: null,
    milestone: null,
    where: null,
    isPerLearner: true,
  });
  await joinSessions.run({ tables: here.tables, runFolder: here.runFolder, windowSeconds: 300 });
  mkdirSync(join(here.runFolder, 'fetch/audio'), { recursive: true });
  await analyse.run({
    analyser,
    tables: here.tables,
    runFolder: here.runFolder,
    recordings: join(here.runFolder, 'fetch/audio'),
    isKept: true,
  });
  await score.run({ tables: here.tables, runFolder: here.runFolder, phases: PHASES });
}

beforeEach(async () => {
  const input = join(here.root, `${here.run}.jsonl`);
  writeFileSync(input, telemetry.map((event) => `${JSON.stringify(event)}\n`).join(''));
  await clean.run({
    runFolder: here.runFolder,
    inputs: [input],
    sessionsInput: null,
    languages: null,
    utcOffset: 'Z',
    chunkRecords: 1000,
  });
  mkdirSync(join(here.runFolder, 'fetch/audio'), { recursive: true });
  for (const { mid } of telemetry as { mid?: string }[])
    if (mid?.includes('-r')) writeFileSync(join(here.runFolder, `fetch/audio/${mid}.wav`), 'sound');
  writeFileSync(
    join(here.runFolder, 'fetch/failures.jsonl'),
    ['ada', 'adam'].map((id) => `{"response_id":"${id}-r2","reason":"missing"}\n`).join(''),
  );
  await wholeRun();
});

/** All files of the run as text; Parquet files as their rows. */
async function everything(): Promise<string> {
  const files = readdirSync(here.runFolder, { recursive: true, withFileTypes: true }).filter((one) =>
    one.isFile(),
  );
  const texts = await Promise.all(
    files.map(async ({ parentPath, name }) => {
      const path = join(parentPath, name);
      const text = name.endsWith('.parquet')
        ? JSON.stringify(await here.tables.rows(`select * from ${parquet(path)}`))
        : readFileSync(path, 'utf8');
      return `${path.slice(here.runFolder.length)}: ${text}`;
    }),
  );
  return texts.join('\n');
}
const ADA = /\bada\b/;
const mentionsOf = (text: string, id: RegExp) => text.split('\n').filter((line) => id.test(line));

test('leaves nothing of one learner, and everything of the other', async () => {
  const before = await everything();
  expect(mentionsOf(before, ADA).length).toBeGreaterThan(10);
  const adam = mentionsOf(before, /\badam\b/).length;
  const erased = await eraseLearner(here.runFolder, 'ada', here.tables);
  // Three recordings were analysed or failed, and one record was refused.
  expect(erased).toMatchObject({ recordings: 3, lines: 4 });
  const after = await everything();
  expect(mentionsOf(after, ADA)).toEqual([]);
  expect(mentionsOf(after, /\badam\b/)).toHaveLength(adam);
  expect(existsSync(join(here.runFolder, 'select/learners/adam.csv'))).toBe(true);
  expect(readManifest(here.runFolder, 'join')?.counts.joined).toBe(2);
  expect(await eraseLearner(here.runFolder, 'ada', here.tables)).toEqual({
    recordings: 0,
    lines: 0,
    rows: 0,
  });
});

test('a later run does not bring the learner back, and analyses nothing again', async () => {
  await eraseLearner(here.runFolder, 'ada', here.tables);
  const heard = readFileSync(join(here.runFolder, 'analyse/analysis.jsonl'), 'utf8');
  await wholeRun();
  expect(readFileSync(join(here.runFolder, 'analyse/analysis.jsonl'), 'utf8')).toBe(heard);
  expect(mentionsOf(await everything(), ADA)).toEqual([]);
});

test('the last learner can be erased, too', async () => {
  await eraseLearner(here.runFolder, 'ada', here.tables);
  await eraseLearner(here.runFolder, 'adam', here.tables);
  expect(mentionsOf(await everything(), /\badam\b/)).toEqual([]);
});

test.each([1, 2, 3, 4, 5])(
  'an erasure that was stopped at table %i is completed by the next one',
  async (stopsAt) => {
    let writes = 0;
    const stopping: Tables = {
      ...here.tables,
      write(...args) {
        writes += 1;
        return writes === stopsAt ? Promise.reject(new Error('stopped')) : here.tables.write(...args);
      },
    };
    await expect(eraseLearner(here.runFolder, 'ada', stopping)).rejects.toThrow('stopped');
    expect(mentionsOf(await everything(), ADA).length).toBeGreaterThan(0);
    await eraseLearner(here.runFolder, 'ada', here.tables);
    expect(mentionsOf(await everything(), ADA)).toEqual([]);
  },
);

test('a run whose telemetry is still being read is refused', async () => {
  const manifest = readManifest(here.runFolder, 'clean');
  if (manifest !== null) writeManifest(here.runFolder, { ...manifest, isDone: false });
  await expect(eraseLearner(here.runFolder, 'ada', here.tables)).rejects.toThrow(
    /stage clean .* is not finished/,
  );
});
