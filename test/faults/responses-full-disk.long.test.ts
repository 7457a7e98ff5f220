import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest';
import { DiskFullError } from '../../src/errors.ts';
import { openTables, type Tables } from '../../src/responses/run-folder/tables.ts';
import { PHASES } from '../../src/responses/scores/phase.ts';
import { analyse } from '../../src/responses/stages/analyse.ts';
import { clean } from '../../src/responses/stages/clean.ts';
import { FETCH_PACE, fetchRecordings } from '../../src/responses/stages/fetch.ts';
import { joinSessions } from '../../src/responses/stages/join.ts';
import { recordingSource } from '../../src/responses/stages/recording-source.ts';
import { score } from '../../src/responses/stages/score.ts';
import { select } from '../../src/responses/stages/select.ts';
import type { Analyser } from '../../src/speech/analyser.ts';
import { cannotMount, mountSmallDisk, type SmallDisk } from './small-disk.ts';

const refusal = cannotMount();
const why = refusal === null ? '' : ` (skipped: a disk cannot be mounted here: ${refusal})`;

const elsewhere = mkdtempSync(join(tmpdir(), 'rekindle-room-'));
afterAll(() => rmSync(elsewhere, { recursive: true }));

const RECORDINGS = 12;
const AT = Date.parse('2025-03-04T10:00:00Z');
const telemetry = join(elsewhere, 'telemetry.jsonl');
const source = join(elsewhere, 'source');
mkdirSync(source);
const SOUND = Buffer.concat([Buffer.from('RIFF\0\0\0\0WAVE'), Buffer.alloc(300_000, 7)]);
const responses = Array.from({ length: RECORDINGS }, (_, n) => ({
  eid: 'RESPONSE',
  ets: AT + n * 1000,
  mid: `r${n}`,
  actor: { id: 'ada' },
  context: { sid: 's1' },
  edata: { target: `${n}.wav`, values: [{ original_text: `word ${n}` }] },
}));
const start = { eid: 'START', ets: AT, actor: { id: 'ada' }, context: { sid: 's1' } };
writeFileSync(telemetry, [start, ...responses].map((event) => `${JSON.stringify(event)}\n`).join(''));
for (let n = 0; n < RECORDINGS; n += 1) writeFileSync(join(source, `${n}.wav`), SOUND);

describe.skipIf(refusal !== null)(`a full disk${why}`, () => {
  let disk: SmallDisk;
  let runFolder: string;
  let tables: Tables;
  beforeEach(async () => {
    disk = mountSmallDisk(30);
    runFolder = join(disk.folder, 'responses');
    tables = await openTables(elsewhere);
  });
  afterEach(async () => {
    await tables.close();
    disk.unmount();
  });

  const stages: Readonly<Record<string, () => Promise<unknown>>> = {
    clean: () =>
      clean.run({
        runFolder,
        inputs: [telemetry],
        sessionsInput: null,
        languages: null,
        utcOffset: 'Z',
        chunkRecords: 5,
      }),
    select: () =>
      select.run({ tables, runFolder, users: null, milestone: null, where: null, isPerLearner: true }),
    join: () => joinSessions.run({ tables, runFolder, windowSeconds: 300 }),
    fetch: () =>
      fetchRecordings.run({
        source: recordingSource(source, { endpoint: null, region: 'us-east-1' }),
        tables,
        random: () => 0,
        runFolder,
        pace: { ...FETCH_PACE, atOnce: 2 },
      }),
    score: () => score.run({ tables, runFolder, phases: PHASES }),
  };

  test.each(Object.keys(stages))(
    'ends the stage %s with a message; with room, the stage completes',
    async (name) => {
      for (const [earlier, run] of Object.entries(stages)) {
        if (earlier === name) break;
        await run();
      }
      mkdirSync(join(runFolder, name), { recursive: true });
      // Room for a few recordings, not for all.
      disk.fill(name === 'fetch' ? 1 : 0);
      const failed = await stages[name]?.().catch((error: unknown) => error);
      expect(failed).toBeInstanceOf(DiskFullError);
      expect((failed as Error).message).toMatch(/^No room is left on the disk of /);
      disk.makeRoom();
      expect(await stages[name]?.()).toMatchObject({ isDone: true });
      if (name === 'fetch') {
        const audio = join(runFolder, 'fetch/audio');
        expect(readdirSync(audio)).toHaveLength(RECORDINGS);
        for (const file of readdirSync(audio))
          expect(readFileSync(join(audio, file)).equals(SOUND)).toBe(true);
      }
    },
  );

  test('keeps the recording whose analysis cannot be stored; with room, it is listened to again', async () => {
    for (const run of Object.values(stages)) await run();
    const audio = join(runFolder, 'fetch/audio');
    const heard: string[] = [];
    const nothing = { value: null, confidence: null, validatedAgainst: null };
    const analyser: Analyser = {
      name: 'test',
      saveEvery: 1,
      remember: (earlier) => earlier,
      async analyse({ expectedText }) {
        heard.push(expectedText ?? '');
        if (heard.length === 5) disk.fill();
        return {
          analyser: 'test',
          emotionalScore: nothing,
          engagementScore: nothing,
          dominantEmotion: nothing,
          engagementState: nothing,
          pronunciation: nothing,
          audioQuality: nothing,
          // Longer than the free part of the file's last block.
          details: { words: 'word '.repeat(2000) },
        };
      },
    };
    const request = { runFolder, recordings: audio, isKept: false };
    await expect(analyse.run({ analyser, tables, ...request })).rejects.toThrow(
      /^No room is left on the disk of /,
    );
    expect(existsSync(join(audio, 'r4.wav'))).toBe(true);
    disk.makeRoom();
    expect(await analyse.run({ analyser, tables, ...request })).toMatchObject({ isDone: true });
    expect(heard.filter((text) => text === 'word 4')).toHaveLength(2);
    expect(heard).toHaveLength(RECORDINGS + 1);
    expect(readdirSync(audio)).toEqual([]);
    const lines = readFileSync(join(runFolder, 'analyse/analysis.jsonl'), 'utf8').trim().split('\n');
    expect(lines).toHaveLength(RECORDINGS);
    for (const line of lines) JSON.parse(line);
  });
});
