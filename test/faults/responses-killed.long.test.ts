import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import config from '../../config/rekindle.config.json' with { type: 'json' };
import { type GeminiService, startGeminiService } from '../fixtures/gemini-service.ts';
import { rekindle, spawnRekindle } from './rekindle-process.ts';

const folder = mkdtempSync(join(tmpdir(), 'rekindle-responses-killed-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const KEY = 'AIzaSy-not-a-real-key-0123456789';
const RECORDINGS = 12;
const AT = Date.parse('2025-03-04T10:00:00Z');
const telemetry = join(folder, 'telemetry.jsonl');
const configPath = join(folder, 'config.json');
const SOUND = Buffer.concat([Buffer.from('RIFF\0\0\0\0WAVE'), Buffer.alloc(3000, 7)]);

beforeAll(() => {
  const learner = (n: number) => `learner-${n % 3}`;
  const events = Array.from({ length: RECORDINGS }, (_, n) => ({
    eid: 'RESPONSE',
    ets: AT + n * 1000,
    mid: `r${n}`,
    actor: { id: learner(n) },
    context: { sid: `s${n % 3}` },
    edata: { target: `${n}.wav`, values: [{ original_text: `word ${n}` }] },
  }));
  const starts = [0, 1, 2].map((n) => ({
    eid: 'START',
    ets: AT,
    actor: { id: learner(n) },
    context: { sid: `s${n}` },
  }));
  writeFileSync(telemetry, [...starts, ...events].map((event) => `${JSON.stringify(event)}\n`).join(''));
  const unpaced = { ...config.responses.gemini, secondsBetweenRequests: 0 };
  writeFileSync(configPath, JSON.stringify({ ...config, responses: { gemini: unpaced } }));
});

/** The files of the stages except their manifests, which hold times of change. */
function written(runFolder: string): Record<string, string> {
  const files = readdirSync(runFolder, { recursive: true, withFileTypes: true }).filter((one) =>
    one.isFile(),
  );
  return Object.fromEntries(
    files
      .filter(({ name }) => name !== 'manifest.json')
      .map(({ parentPath, name }) => [
        join(parentPath, name).slice(runFolder.length + 1),
        readFileSync(join(parentPath, name), name.endsWith('.parquet') ? 'base64' : 'utf8'),
      ])
      .sort(),
  );
}
const settingsOf = (name: string, more: Record<string, string> = {}) => ({
  REKINDLE_DATA_DIR: join(folder, name),
  CONFIG_PATH: configPath,
  ...more,
});
const runFolderOf = (name: string) => join(folder, name, 'responses');

describe('stages of tables', () => {
  const dieAt = (what: string, number: number) => ({
    NODE_OPTIONS: `--import=${join(import.meta.dirname, 'die-at.ts')}`,
    DIE_AT: what,
    DIE_AT_NUMBER: String(number),
  });

  test('killed before any of their writes give the same result when they run again', async () => {
    const args = ['responses', 'run', telemetry];
    expect(await rekindle(args, settingsOf('whole'))).toMatchObject({ code: 0 });
    const whole = written(runFolderOf('whole'));
    // Parquet and CSV of responses and sessions; then of selected, joined, unmatched, scored and phases.
    expect(Object.keys(whole)).toContain('score/phases.csv');
    const writes = [
      { what: 'rename responses-00001.', times: 2 },
      { what: 'rename sessions.', times: 2 },
      { what: 'insert into function file(', times: 10 },
    ];
    for (const { what, times } of writes) {
      for (let number = 1; number <= times; number += 1) {
        const name = `killed-${what.replace(/\W+/g, '-')}${number}`;
        const settings = settingsOf(name);
        const killed = await rekindle(args, { ...settings, ...dieAt(what, number) });
        expect(killed.signal).toBe('SIGKILL');
        expect(await rekindle(args, settings)).toMatchObject({ code: 0 });
        expect(written(runFolderOf(name))).toEqual(whole);
      }
      const none = { ...settingsOf('none'), ...dieAt(what, times + 1) };
      expect(await rekindle(args, none)).toMatchObject({ code: 0 });
      rmSync(join(folder, 'none'), { recursive: true });
    }
  }, 180_000);
});

describe('recordings', () => {
  let source: Server;
  let url: string;
  let asked: string[];
  /** From this request on the service sends only the first bytes. */
  let stallsFrom: number;
  let service: GeminiService;
  beforeEach(async () => {
    asked = [];
    stallsFrom = Number.POSITIVE_INFINITY;
    service = await startGeminiService();
    source = createServer((request, response) => {
      asked.push(request.url ?? '');
      response.writeHead(200, { 'content-type': 'audio/wav', 'content-length': String(SOUND.length) });
      if (asked.length >= stallsFrom) response.write(SOUND.subarray(0, 100));
      else response.end(SOUND);
    }).listen(0, '127.0.0.1');
    await new Promise((resolve) => source.once('listening', resolve));
    url = `http://127.0.0.1:${(source.address() as AddressInfo).port}`;
  });
  afterEach(() => {
    service.close();
    source.closeAllConnections();
    source.close();
  });

  test('whose fetching is killed are fetched by the next run, each complete', async () => {
    const settings = settingsOf('fetched');
    expect(await rekindle(['responses', 'run', telemetry], settings)).toMatchObject({ code: 0 });
    const audio = join(runFolderOf('fetched'), 'fetch/audio');
    const args = ['responses', 'fetch', '--from', url, '--at-once', '3', '--json'];
    stallsFrom = 6;
    const process = spawnRekindle(args, settings);
    const isHeld = () => {
      try {
        const names = readdirSync(audio);
        return names.filter((name) => name.endsWith('.part')).length === 3 && names.length === 8;
      } catch {
        return false;
      }
    };
    while (!isHeld()) await pause(20);
    await process.end('SIGKILL');
    stallsFrom = Number.POSITIVE_INFINITY;
    asked = [];
    const again = await rekindle(args, settings);
    expect(JSON.parse(again.stdout).counts).toMatchObject({ fetched: 7, present: 5 });
    expect(asked).toHaveLength(7);
    expect(readdirSync(audio)).toHaveLength(RECORDINGS);
    for (const name of readdirSync(audio)) expect(readFileSync(join(audio, name)).equals(SOUND)).toBe(true);
  }, 60_000);

  test('whose analysis is killed are analysed once and deleted, and no file holds the key', async () => {
    const settings = settingsOf('heard', { GEMINI_API_KEY: KEY, GEMINI_BASE_URL: service.url });
    const args = ['responses', 'run', telemetry, '--from', url, '--analyser', 'gemini'];
    const [good] = service.answers;
    // Five answers, then a wrong page, until the process is killed while it waits to retry.
    service.answers = [...Array.from({ length: 5 }, () => good ?? 'lost'), 'lost'];
    const first = spawnRekindle(args, settings);
    while (service.requests.length < 6) await pause(20);
    const { stderr } = await first.end('SIGKILL');
    expect(stderr).toMatch(/gemini-3\.5-flash-lite: 12 recordings, about .* tokens in and .* out, \$0\.\d+/);
    expect(readdirSync(join(runFolderOf('heard'), 'fetch/audio'))).toHaveLength(RECORDINGS - 5);
    service.answers = [good ?? 'lost'];
    service.requests.length = 0;
    const again = await rekindle(args, settings);
    expect(again).toMatchObject({ code: 0 });
    expect(service.requests).toHaveLength(RECORDINGS - 5);
    expect(readdirSync(join(runFolderOf('heard'), 'fetch/audio'))).toEqual([]);
    const lines = readFileSync(join(runFolderOf('heard'), 'analyse/analysis.jsonl'), 'utf8')
      .trim()
      .split('\n');
    expect(new Set(lines.map((line) => JSON.parse(line).response_id)).size).toBe(RECORDINGS);
    const all = [again.stdout, again.stderr, stderr, ...Object.values(written(runFolderOf('heard')))].join();
    expect(all).not.toContain(KEY);
  }, 90_000);

  test('a key that the service refuses ends the run with a message without the key, and nothing is lost', async () => {
    const settings = settingsOf('refused', { GEMINI_API_KEY: KEY, GEMINI_BASE_URL: service.url });
    const error = { code: 400, message: `API key not valid: ${KEY}`, status: 'INVALID_ARGUMENT' };
    const details = [{ '@type': 'type.googleapis.com/google.rpc.ErrorInfo', reason: 'API_KEY_INVALID' }];
    service.answers = [{ status: 400, body: { error: { ...error, details } } }];
    const args = ['responses', 'run', telemetry, '--from', url, '--analyser', 'gemini'];
    const ending = await rekindle(args, { ...settings, LOG_LEVEL: 'trace' });
    expect(ending.code).toBe(1);
    expect(ending.stderr).toContain('GEMINI_API_KEY: the service does not take this key; HTTP 400');
    expect(ending.stdout + ending.stderr).not.toContain(KEY);
    expect(service.requests).toHaveLength(1);
    expect(readdirSync(join(runFolderOf('refused'), 'fetch/audio'))).toHaveLength(RECORDINGS);
  }, 60_000);
});
