import { appendFileSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { responseRuns } from '../../../test/fixtures/response-runs.ts';
import { parquet } from '../run-folder/tables.ts';
import { type CleanRequest, clean } from './clean.ts';

const here = responseRuns();

const AT = Date.parse('2025-03-04T10:00:00Z');

/** An event as Sunbird's language-learning app sends it after a spoken attempt. */
const response = (
  n: number,
  over: { ets?: unknown; values?: object[]; cdata?: object[]; actor?: object } = {},
) => ({
  eid: 'RESPONSE',
  ets: over.ets ?? AT + n * 60_000,
  ver: '3.0',
  mid: `RESPONSE:${n}`,
  actor: over.actor ?? { id: '8635444062', type: 'User' },
  context: {
    channel: 'all',
    env: 'prod',
    sid: 'sid-1',
    did: 'device',
    cdata: over.cdata ?? [
      { id: 'content-1', type: 'ContentSession' },
      { id: 'play-1', type: 'PlaySession' },
    ],
  },
  edata: {
    target: `8635444062-${n}.wav`,
    type: 'SPEAK',
    values: over.values ?? [
      { original_text: 'the cat sat' },
      { response_text: 'the cat "sat" {' },
      { response_word_array_result: [{ a: 1 }] },
      { accuracy_percentage: '87.5' },
      { duration: 3.2 },
    ],
  },
});

const request = (file: string, over: Partial<CleanRequest> = {}): CleanRequest => ({
  runFolder: here.runFolder,
  inputs: [file],
  sessionsInput: null,
  languages: ['en'],
  utcOffset: 'Z',
  chunkRecords: 200_000,
  ...over,
});

const input = (bytes: string | Buffer, name = 'telemetry.json') => {
  const path = join(here.root, `${here.run}-${name}`);
  writeFileSync(path, bytes);
  return path;
};
const lines = (records: object[]) => records.map((one) => `${JSON.stringify(one)}\n`).join('');
const responses = () =>
  here.tables.rows<Record<string, unknown>>(
    `select * from ${parquet(join(here.runFolder, 'clean/responses-*.parquet'))} order by answered_at, response_id`,
  );
const rejects = () =>
  readFileSync(join(here.runFolder, 'clean/rejects.jsonl'), 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line));

describe('clean', () => {
  test('merges the list of one-key objects of a RESPONSE', async () => {
    const manifest = await clean.run(request(input(lines([response(1)]))));
    expect(await responses()).toEqual([
      {
        response_id: 'RESPONSE:1',
        user_id: '8635444062',
        session_id: 'sid-1',
        language: 'en',
        expected_text: 'the cat sat',
        response_text: 'the cat "sat" {',
        accuracy_percent: 87.5,
        audio: '8635444062-1.wav',
        duration_seconds: 3.2,
        is_profane: false,
        answered_at: '2025-03-04 10:01:00.000',
      },
    ]);
    expect(manifest).toMatchObject({ isDone: true, counts: { records: 1, responses: 1 }, refused: {} });
    expect(readFileSync(join(here.runFolder, 'clean/responses-00001.csv'), 'utf8').split('\n')[0]).toContain(
      '"user_id"',
    );
  });

  test.each([
    ['JSON lines', (all: object[]) => lines(all)],
    ['an array in one line', (all: object[]) => JSON.stringify(all)],
    ['an array with indentation', (all: object[]) => `\uFEFF${JSON.stringify(all, null, 2)}`],
    ['JSON lines in gzip', (all: object[]) => gzipSync(lines(all))],
    ['an array in gzip', (all: object[]) => gzipSync(JSON.stringify(all))],
    ['posted batches', (all: object[]) => lines([{ id: 'api.sunbird.telemetry', ver: '3.0', events: all }])],
  ])('reads %s alike', async (_, written) => {
    const all = Array.from({ length: 50 }, (_, n) => response(n));
    const manifest = await clean.run(request(input(written(all))));
    expect(manifest.counts.responses).toBe(50);
    expect(manifest.refused).toEqual({});
    expect((await responses()).map((row) => row.response_id)).toEqual(all.map((one) => one.mid));
  });

  test.each([
    ['epoch seconds', AT / 1000],
    ['ISO with a zone', '2025-03-04T15:30:00+05:30'],
    ['ISO without a zone, by the given offset', '2025-03-04 15:30:00'],
    ['MongoDB $date', { $date: '2025-03-04T10:00:00.000Z' }],
    ['MongoDB $date of a long', { $date: { $numberLong: String(AT) } }],
  ])('normalises %s', async (_, ets) => {
    await clean.run(request(input(lines([response(0, { ets })])), { utcOffset: '+05:30' }));
    expect((await responses())[0]?.answered_at).toBe('2025-03-04 10:00:00.000');
  });

  test('takes the user from cdata before the actor', async () => {
    const cdata = [{ id: 'emis-7', type: 'UserId' }];
    await clean.run(request(input(lines([response(0, { cdata })]))));
    expect((await responses())[0]?.user_id).toBe('emis-7');
  });

  test('keeps English and skips other languages and events, which are not rejects', async () => {
    const tamil = response(1, { values: [{ original_text: 'வணக்கம்' }] });
    const declared = response(2, { cdata: [{ id: 'kn', type: 'language' }] });
    const file = input(lines([response(0), tamil, declared, { eid: 'INTERACT', ets: AT }]));
    const manifest = await clean.run(request(file));
    expect(manifest.counts).toMatchObject({ responses: 1, otherLanguages: 2, otherEvents: 1 });
    const all = await clean.run(request(file, { languages: null }));
    expect(all.counts.responses).toBe(3);
  });

  test.each([
    ['JSON lines', '\n', '', ''],
    ['an array', ',\n', '[', ']'],
  ])(
    'refuses broken records of %s with place and reason, and accepts all others',
    async (_, between, open, close) => {
      const good = (n: number) => JSON.stringify(response(n));
      const parts = [
        good(0),
        '{"eid":"RESPONSE","ets":17',
        good(1),
        '{"eid":"RESPONSE","mid":"never closed',
        good(2),
        '{"eid":"RESPONSE",}',
        JSON.stringify(response(3, { values: [{ accuracy_percentage: 187 }] })),
        JSON.stringify(response(4, { actor: { type: 'User' } })),
        JSON.stringify(response(5, { ets: 'yesterday' })),
        good(6),
      ];
      const text = `${open}${parts.join(between)}${close}`;
      const manifest = await clean.run(request(input(text)));
      expect((await responses()).map((row) => row.response_id)).toEqual(
        [0, 1, 2, 6].map((n) => `RESPONSE:${n}`),
      );
      expect(manifest.refused).toEqual({ broken_json: 3, invalid_value: 2, missing_value: 1 });
      const found = rejects();
      expect(found.map((one) => text.slice(one.byte).startsWith(one.start.slice(0, 20)))).toEqual(
        Array(6).fill(true),
      );
      expect(found.map((one) => one.record)).toEqual([2, 4, 6, 7, 8, 9]);
      expect(found.map((one) => one.field ?? null)).toEqual([
        null,
        null,
        null,
        'edata.values.accuracy_percentage',
        'actor.id',
        'ets',
      ]);
    },
  );

  test.each([
    ['plain', (text: string) => Buffer.from(text).subarray(0, -100)],
    // Random ids, which hardly compress, so that the cut falls inside the records.
    ['gzip', (text: string) => gzipSync(text).subarray(0, -100)],
  ])('keeps every complete record of a truncated file, %s', async (_, cut) => {
    const all = Array.from({ length: 300 }, (_, n) => response(n));
    const manifest = await clean.run(request(input(cut(JSON.stringify(all)))));
    expect(manifest.counts.responses).toBeGreaterThan(200);
    expect(manifest.counts.responses).toBeLessThan(300);
    expect(manifest.refused).toEqual({ truncated: 1 });
    expect((await responses()).length).toBe(manifest.counts.responses);
  });

  // The file has several blocks, so that objects cross their borders and threads take turns.
  test.each([
    ['lines', (all: string[]) => `${all.join('\n')}\n`],
    ['lines in gzip', (all: string[]) => gzipSync(all.join('\n'))],
    ['an array in one line', (all: string[]) => `[${all.join(',')}]`],
    ['an array with indentation', (all: string[]) => `[\n  ${all.join(',\n  ')}\n]`],
    [
      'lines, then an array in one line',
      (all: string[]) => `${all.slice(0, 2500).join('\n')}\n[${all.slice(2500).join(',')}]`,
    ],
  ])('keeps the order of 3 MB of %s, and says where the broken record stands', async (_, written) => {
    const pad = 'é{"'.repeat(100);
    const all = Array.from({ length: 4000 }, (_, n) => JSON.stringify({ ...response(n), pad }));
    all[3000] = all[3000]?.replace('"mid"', 'mid') ?? '';
    const manifest = await clean.run(request(input(written(all))));
    expect(manifest).toMatchObject({
      counts: { records: 4000, responses: 3999 },
      refused: { broken_json: 1 },
    });
    expect(rejects()).toMatchObject([{ record: 3001 }]);
    const found = await here.tables.rows<{ response_id: string }>(
      `select response_id from ${parquet(join(here.runFolder, 'clean/responses-00001.parquet'))}`,
    );
    expect(found.map((row) => row.response_id)).toEqual(
      all.map((_, n) => `RESPONSE:${n}`).filter((_, n) => n !== 3000),
    );
  });

  test('an empty file gives no responses and no failure', async () => {
    const manifest = await clean.run(request(input('')));
    expect(manifest).toMatchObject({ isDone: true, counts: { records: 0, responses: 0, sessions: 0 } });
  });

  test('builds sessions from START and END', async () => {
    const end = (eid: string, at: number, sid: string) => ({
      eid,
      ets: at,
      actor: { id: 'u' },
      context: { sid },
      edata: { type: 'content', duration: '12.34' },
    });
    const file = input(
      lines([end('START', AT, 's1'), end('END', AT + 90_000, 's1'), end('END', AT + 5000, 's2')]),
    );
    const manifest = await clean.run(request(file));
    expect(manifest.counts.sessions).toBe(2);
    const found = await here.tables.rows(
      `select session_id, started_at, ended_at from ${parquet(join(here.runFolder, 'clean/sessions.parquet'))}`,
    );
    expect(found).toEqual([
      { session_id: 's1', started_at: '2025-03-04 10:00:00.000', ended_at: '2025-03-04 10:01:30.000' },
      { session_id: 's2', started_at: '2025-03-04 10:00:05.000', ended_at: '2025-03-04 10:00:05.000' },
    ]);
  });

  test('reads sessions of the platform, with every point of progress', async () => {
    const point = { userId: 42, sessionId: 's1', milestone: 'm1', lesson: '3', createdAt: { $date: AT } };
    const sessionsInput = input(
      JSON.stringify([{ ...point, progress: 10 }, { ...point, progress: '20' }, { sessionId: 'nobody' }]),
      'sessions.json',
    );
    const manifest = await clean.run(request(input(lines([response(0)])), { sessionsInput }));
    expect(manifest.counts.sessions).toBe(2);
    expect(rejects()).toMatchObject([
      { file: sessionsInput, record: 3, reason: 'missing_value', field: 'userId' },
    ]);
  });

  test('a stopped run continues after its last chunk, and has the same result as a run that was not stopped', async () => {
    const pad = 'x'.repeat(20_000);
    const broken = '{"eid":\n';
    const file = input(
      Array.from({ length: 300 }, (_, n) => {
        const one = response(n);
        return `${JSON.stringify({ ...one, pad })}\n${n % 50 === 0 ? broken : ''}`;
      }).join(''),
    );
    const stop = new AbortController();
    let reads = 0;
    const stopped = clean.run(request(file, { chunkRecords: 40 }), {
      progress: () => {
        reads += 1;
        if (reads === 4) stop.abort(new Error('stopped'));
      },
      signal: stop.signal,
    });
    await expect(stopped).rejects.toThrow('stopped');
    // Half a line, from the chunk that never ended.
    appendFileSync(join(here.runFolder, 'clean/rejects.jsonl'), '{"file":');
    const manifest = await clean.run(request(file, { chunkRecords: 40 }));
    expect(manifest.counts).toMatchObject({ records: 306, responses: 300 });
    expect(manifest.refused).toEqual({ broken_json: 6 });
    expect(rejects()).toHaveLength(6);
    expect(new Set((await responses()).map((row) => row.response_id)).size).toBe(300);
    expect(readdirSync(join(here.runFolder, 'clean')).filter((name) => name.startsWith('.'))).toEqual([]);
    const again = await clean.run(request(file, { chunkRecords: 40 }), {
      progress: () => {
        throw new Error('nothing is read again');
      },
    });
    expect(again).toEqual(manifest);
  });
});
