import {
  appendFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { AnalysedRecording, Analyser } from '../analyser.ts';
import type { Analysis } from '../analysis.ts';
import { openTables, type Tables } from '../tables.ts';
import { analyse } from './analyse.ts';
import { clean } from './clean.ts';
import { joinSessions } from './join.ts';
import { select } from './select.ts';

const root = mkdtempSync(join(tmpdir(), 'rekindle-analyse-'));
let tables: Tables;
let runFolder: string;
let recordings: string;
let run = 0;
beforeAll(async () => {
  tables = await openTables(root);
});
afterAll(async () => {
  await tables.close();
  rmSync(root, { recursive: true, force: true });
});

const AT = Date.parse('2025-03-04T10:00:00Z');
const COUNT = 12;

beforeEach(async () => {
  run += 1;
  runFolder = join(root, `run-${run}`);
  recordings = join(root, `recordings-${run}`);
  mkdirSync(recordings);
  const telemetry = join(root, `${run}.jsonl`);
  const numbers = Array.from({ length: COUNT }, (_, n) => n);
  const events = numbers.map((n) => ({
    eid: 'RESPONSE',
    ets: AT + n * 1000,
    mid: `r${String(n).padStart(2, '0')}`,
    actor: { id: 'ada' },
    context: { sid: 's1' },
    edata: { target: `voices/v${n}.wav`, values: [{ original_text: `word ${n}` }] },
  }));
  const start = { eid: 'START', ets: AT, actor: { id: 'ada' }, context: { sid: 's1' } };
  writeFileSync(telemetry, [start, ...events].map((event) => `${JSON.stringify(event)}\n`).join(''));
  for (const n of numbers) writeFileSync(join(recordings, `v${n}.wav`), 'sound');
  await clean(
    {
      runFolder,
      inputs: [telemetry],
      sessionsInput: null,
      languages: null,
      utcOffset: 'Z',
      chunkRecords: 1000,
    },
    tables,
  );
  await select({ runFolder, users: null, milestone: null, where: null, isPerLearner: false }, tables);
  await joinSessions({ runFolder, windowSeconds: 300 }, tables);
});

const nothing = { value: null, confidence: null, validatedAgainst: null };
const heard: Analysis = {
  analyser: 'test',
  emotionalScore: nothing,
  engagementScore: { ...nothing, value: 61 },
  dominantEmotion: nothing,
  engagementState: nothing,
  pronunciation: nothing,
  audioQuality: { ...nothing, value: 'good' },
  details: { behaviour: { pitch: 3 } },
};

/** Remembers what it was given, and refuses the fourth recording. */
function listener(stopAfter = Number.POSITIVE_INFINITY, stop?: AbortController) {
  const given: AnalysedRecording[] = [];
  const analyser: Analyser = {
    name: 'test',
    saveEvery: 10,
    async analyse(recording) {
      given.push(recording);
      if (given.length === stopAfter) stop?.abort(new Error('stopped'));
      return basename(recording.path) === 'v3.wav' ? { refused: 'empty', message: 'has no sound' } : heard;
    },
  };
  return { analyser, given };
}
const lines = () =>
  readFileSync(join(runFolder, 'analyse/analysis.jsonl'), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));

test('listens to every recording in the order of time, with the baseline of the earlier ones', async () => {
  const { analyser, given } = listener();
  rmSync(join(recordings, 'v11.wav'));
  const manifest = await analyse({ runFolder, recordings, isKept: false }, analyser, tables);
  expect(given.map(({ expectedText }) => expectedText)).toEqual(
    Array.from({ length: 11 }, (_, n) => `word ${n}`),
  );
  // Five make a baseline; the fourth was refused.
  expect(given.map(({ baseline }) => baseline?.recordings ?? 0)).toEqual([0, 0, 0, 0, 0, 0, 5, 6, 7, 8, 9]);
  expect(manifest).toMatchObject({
    isDone: true,
    counts: { analysed: 10, withoutRecording: 1 },
    refused: { empty: 1 },
  });
  expect(lines()[0]).toMatchObject({
    response_id: 'r00',
    engagement_score: 61,
    audio_quality: 'good',
    refused: null,
  });
  expect(lines()[3]).toMatchObject({
    response_id: 'r03',
    refused: 'empty',
    message: 'has no sound',
    analysis: null,
  });
});

test('removes recordings after the analysis, unless they are to be kept', async () => {
  await analyse({ runFolder, recordings, isKept: true }, listener().analyser, tables);
  expect(readdirSync(recordings)).toHaveLength(COUNT);
  rmSync(join(runFolder, 'analyse'), { recursive: true });
  await analyse({ runFolder, recordings, isKept: false }, listener().analyser, tables);
  expect(readdirSync(recordings)).toHaveLength(0);
});

test('a run that was stopped, in the middle of a line, goes on with what it had not heard', async () => {
  const stop = new AbortController();
  const first = listener(7, stop);
  const request = { runFolder, recordings, isKept: false };
  await expect(analyse(request, first.analyser, tables, () => {}, stop.signal)).rejects.toThrow('stopped');
  appendFileSync(join(runFolder, 'analyse/analysis.jsonl'), '{"response_id":"r0');
  const second = listener();
  const manifest = await analyse(request, second.analyser, tables);
  expect(first.given).toHaveLength(7);
  expect(second.given.map(({ baseline }) => baseline?.recordings)).toEqual([6, 7, 8, 9, 10]);
  expect(manifest).toMatchObject({ counts: { analysed: 11 }, refused: { empty: 1 } });
  expect(lines().map((line) => line.response_id)).toEqual(
    Array.from({ length: COUNT }, (_, n) => `r${String(n).padStart(2, '0')}`),
  );
});
