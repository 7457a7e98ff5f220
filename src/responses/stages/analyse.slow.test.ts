import { appendFileSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { responseRuns } from '../../../test/fixtures/response-runs.ts';
import type { AnalysedRecording, Analyser } from '../../speech/analyser.ts';
import type { Analysis } from '../../speech/analysis.ts';
import type { Measured } from '../../speech/voice/voice-features.ts';
import { analyse } from './analyse.ts';
import { joinSessions } from './join.ts';
import { select } from './select.ts';

const here = responseRuns();
let recordings: string;

const AT = Date.parse('2025-03-04T10:00:00Z');
const COUNT = 12;

beforeEach(async () => {
  recordings = join(here.root, `recordings-${here.run}`);
  mkdirSync(recordings);
  const telemetry = join(here.root, `${here.run}.jsonl`);
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
  await here.join(telemetry, null);
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

/** An analyser that remembers what it was given, and refuses the fourth recording. */
function listener(stopAfter = Number.POSITIVE_INFINITY, stop?: AbortController) {
  const given: AnalysedRecording[] = [];
  const analyser: Analyser = {
    name: 'test',
    saveEvery: 10,
    remember: (earlier, { details }) => [...earlier, details.behaviour as Measured],
    async analyse(recording) {
      given.push(recording);
      if (given.length === stopAfter) stop?.abort(new Error('stopped'));
      return basename(recording.path) === 'v3.wav' ? { refused: 'empty', message: 'has no sound' } : heard;
    },
  };
  return { analyser, given };
}
const lines = () =>
  readFileSync(join(here.runFolder, 'analyse/analysis.jsonl'), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));

test('analyses every recording in the order of time, with what the analyser remembers of the earlier ones', async () => {
  const { analyser, given } = listener();
  rmSync(join(recordings, 'v11.wav'));
  const manifest = await analyse.run({
    analyser,
    tables: here.tables,
    runFolder: here.runFolder,
    recordings,
    isKept: false,
  });
  expect(given.map(({ expectedText }) => expectedText)).toEqual(
    Array.from({ length: 11 }, (_, n) => `word ${n}`),
  );
  // The fourth was refused.
  expect(given.map(({ earlier }) => earlier.length)).toEqual([0, 1, 2, 3, 3, 4, 5, 6, 7, 8, 9]);
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
  await analyse.run({
    analyser: listener().analyser,
    tables: here.tables,
    runFolder: here.runFolder,
    recordings,
    isKept: true,
  });
  expect(readdirSync(recordings)).toHaveLength(COUNT);
  rmSync(join(here.runFolder, 'analyse'), { recursive: true });
  await analyse.run({
    analyser: listener().analyser,
    tables: here.tables,
    runFolder: here.runFolder,
    recordings,
    isKept: false,
  });
  expect(readdirSync(recordings)).toHaveLength(0);
});

test('a run that was stopped in the middle of a line continues with the recordings that it had not analysed', async () => {
  const stop = new AbortController();
  const first = listener(7, stop);
  const request = { runFolder: here.runFolder, recordings, isKept: false };
  await expect(
    analyse.run({ analyser: first.analyser, tables: here.tables, ...request }, { signal: stop.signal }),
  ).rejects.toThrow('stopped');
  appendFileSync(join(here.runFolder, 'analyse/analysis.jsonl'), '{"response_id":"r0');
  const second = listener();
  const manifest = await analyse.run({ analyser: second.analyser, tables: here.tables, ...request });
  expect(first.given).toHaveLength(7);
  expect(second.given.map(({ earlier }) => earlier.length)).toEqual([6, 7, 8, 9, 10]);
  expect(manifest).toMatchObject({ counts: { analysed: 11 }, refused: { empty: 1 } });
  expect(lines().map((line) => line.response_id)).toEqual(
    Array.from({ length: COUNT }, (_, n) => `r${String(n).padStart(2, '0')}`),
  );
});

test('removes what a kill left behind: recordings whose analyses were saved', async () => {
  await analyse.run({
    analyser: listener().analyser,
    tables: here.tables,
    runFolder: here.runFolder,
    recordings,
    isKept: true,
  });
  const { analyser, given } = listener();
  await analyse.run({ analyser, tables: here.tables, runFolder: here.runFolder, recordings, isKept: false });
  expect(given).toEqual([]);
  expect(readdirSync(recordings)).toEqual([]);
});

/** An analyser that cannot reach its service on some calls, which are counted from 1. */
function unreachable(isLost: (time: number) => boolean, askAgain: 'service' | 'recording' = 'service') {
  const { analyser, given } = listener();
  const busy: Analyser = {
    ...analyser,
    saveEvery: 1,
    analyse: async (recording) => {
      const heard = await analyser.analyse(recording);
      return isLost(given.length) ? { refused: 'busy', message: 'HTTP 503', askAgain } : heard;
    },
  };
  return { analyser: busy, given };
}

test('a recording that could not be analysed for now is kept, and the next run tries it', async () => {
  const request = { runFolder: here.runFolder, recordings, isKept: false };
  const first = await analyse.run({
    analyser: unreachable((time) => time % 3 === 0).analyser,
    tables: here.tables,
    ...request,
  });
  expect(first).toMatchObject({
    isDone: false,
    counts: { analysed: 7, leftForLater: 4 },
    refused: { empty: 1, busy: 4 },
  });
  expect(readdirSync(recordings).sort()).toEqual(['v11.wav', 'v2.wav', 'v5.wav', 'v8.wav']);
  const later = readFileSync(join(here.runFolder, 'analyse/later.jsonl'), 'utf8').split('\n');
  expect(later[0]).toBe('{"response_id":"r02","reason":"busy","message":"HTTP 503"}');
  const second = unreachable(() => false);
  expect(await analyse.run({ analyser: second.analyser, tables: here.tables, ...request })).toMatchObject({
    isDone: true,
    counts: { analysed: 11, leftForLater: 0 },
    refused: { empty: 1 },
  });
  expect(second.given).toHaveLength(4);
  expect(readFileSync(join(here.runFolder, 'analyse/later.jsonl'), 'utf8')).toBe('');
});

test('three unanswered recordings in a row end the run; the next run continues there', async () => {
  const request = { runFolder: here.runFolder, recordings, isKept: false };
  const { analyser, given } = unreachable((time) => time > 5);
  await expect(analyse.run({ analyser, tables: here.tables, ...request })).rejects.toThrow(
    'Stopped: 3 recordings in a row were not listened to (HTTP 503). Run the same command again to continue.',
  );
  expect(given).toHaveLength(8);
  expect(readdirSync(recordings)).toHaveLength(7);
  const rest = unreachable(() => false);
  await analyse.run({ analyser: rest.analyser, tables: here.tables, ...request });
  expect(rest.given).toHaveLength(7);
});

test('recordings that the service rejects do not end the run, however many they are', async () => {
  const { analyser, given } = unreachable((time) => time < 8, 'recording');
  const manifest = await analyse.run({
    analyser,
    tables: here.tables,
    runFolder: here.runFolder,
    recordings,
    isKept: false,
  });
  expect(given).toHaveLength(COUNT);
  expect(manifest).toMatchObject({ isDone: false, counts: { analysed: 5, leftForLater: 7 } });
});

test('announces what there is to analyse before it begins', async () => {
  const told: string[] = [];
  const { analyser, given } = listener();
  await analyse.run({
    analyser,
    tables: here.tables,
    announce: (pending) => {
      expect(given).toEqual([]);
      told.push(...pending.map(({ responseId, expectedText }) => `${responseId} ${expectedText}`));
    },
    runFolder: here.runFolder,
    recordings,
    isKept: true,
  });
  expect(told).toHaveLength(COUNT);
  expect(told[0]).toBe('r00 word 0');
});

test("analyses stay when other responses are selected, and are not mixed with a different analyser's", async () => {
  const request = { runFolder: here.runFolder, recordings, isKept: true };
  await analyse.run({ analyser: listener().analyser, tables: here.tables, ...request });
  const where = 'toInt32(substring(response_id, 2)) < 6';
  await select.run({
    tables: here.tables,
    runFolder: here.runFolder,
    users: null,
    milestone: null,
    where,
    isPerLearner: false,
  });
  await joinSessions.run({ tables: here.tables, runFolder: here.runFolder, windowSeconds: 300 });
  const again = listener();
  expect(
    (await analyse.run({ analyser: again.analyser, tables: here.tables, ...request })).counts.analysed,
  ).toBe(11);
  expect(again.given).toEqual([]);
  await expect(
    analyse.run({ analyser: { ...again.analyser, name: 'other' }, tables: here.tables, ...request }),
  ).rejects.toThrow(/were listened to by test, not by other\. Remove .*analyse to listen anew/);
});
