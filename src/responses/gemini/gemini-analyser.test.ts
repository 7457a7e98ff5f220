// Long because its tests share one local server that speaks the wire format of Gemini.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  failure,
  type GeminiService,
  JUDGED,
  said,
  startGeminiService,
  type WireAnswer,
} from '../../../test/fixtures/gemini-service.ts';
import { geminiAnalyser } from './gemini-analyser.ts';
import type { Outside } from './outside.ts';
import type { GeminiSettings } from './settings.ts';

const KEY = 'AIzaSy-not-a-real-key-0123456789';
const SETTINGS: GeminiSettings = {
  model: 'gemini-3.5-flash-lite',
  secondsBetweenRequests: 8,
  tokensPerMinute: null,
  dollarsPerMillionInputTokens: 0.3,
  dollarsPerMillionOutputTokens: 2.5,
};
const folder = mkdtempSync(join(tmpdir(), 'rekindle-gemini-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** Enough of a WAV file to recognise it as one. */
const wav = (bytes: number) =>
  Buffer.concat([Buffer.from('RIFF\0\0\0\0WAVEfmt '), Buffer.alloc(bytes - 16, 7)]);
const path = join(folder, 'learner-17.wav');
writeFileSync(path, wav(3000));

let service: GeminiService;
/** The pauses that the analyser made; only they advance the clock. */
let pauses: number[];
let now: number;
beforeEach(async () => {
  service = await startGeminiService();
  pauses = [];
  now = Date.parse('2026-03-02T10:00:00Z');
});
afterEach(() => service.close());

const outside: Outside = {
  clock: () => now,
  async sleep(durationMs, signal) {
    signal?.throwIfAborted();
    pauses.push(durationMs);
    now += durationMs;
  },
  random: () => 0.5,
};
const analyser = (settings: Partial<GeminiSettings> = {}, apiKey: string | null = KEY) =>
  geminiAnalyser({ ...SETTINGS, ...settings }, { apiKey, baseUrl: service.url }, outside);
const listen = (from = analyser(), file = path, signal?: AbortSignal) =>
  from.analyse({ path: file, expectedText: 'time to "buy"', earlier: [] }, signal);

describe('an answer', () => {
  test('is requested with sound, expected text and a JSON schema, and with nothing about the learner', async () => {
    const analysis = await listen();
    const [{ method, path: asked, headers, body }] = service.requests;

    expect([method, asked]).toEqual(['POST', '/v1beta/models/gemini-3.5-flash-lite:generateContent']);
    expect(headers['x-goog-api-key']).toBe(KEY);
    const sent = JSON.parse(body.toString());
    const [sound, prompt] = sent.contents[0].parts;
    expect(sound.inlineData).toEqual({ mimeType: 'audio/wav', data: wav(3000).toString('base64') });
    expect(prompt.text).toContain('Expected text: "time to \\"buy\\""');
    expect(sent.generationConfig.responseMimeType).toBe('application/json');
    expect(sent.generationConfig.responseJsonSchema.required).toEqual(Object.keys(JUDGED));
    expect(body.toString()).not.toContain('learner-17');
    expect(analysis).toEqual({
      analyser: 'gemini gemini-3.5-flash-lite',
      emotionalScore: { value: 71, confidence: null, validatedAgainst: null },
      engagementScore: { value: 64.5, confidence: null, validatedAgainst: null },
      dominantEmotion: { value: 'happiness', confidence: null, validatedAgainst: null },
      engagementState: { value: 'engaged', confidence: null, validatedAgainst: null },
      pronunciation: { value: 'average', confidence: null, validatedAgainst: null },
      audioQuality: { value: 'good', confidence: null, validatedAgainst: null },
      details: {
        modelVersion: 'gemini-3.5-flash-lite',
        tokens: 500,
        isWrongText: false,
        statedConfidence: {
          audioQuality: 0.9,
          emotionalScore: 0.5,
          engagementScore: 0.6,
          dominantEmotion: 0.4,
          engagementState: 0.7,
          pronunciation: 0.8,
        },
      },
    });
  });

  test('gives only the quality of a recording without a voice, whatever else the model says', async () => {
    service.answers = [said(JSON.stringify({ ...JUDGED, audioQuality: { value: 'blank', confidence: 1 } }))];
    expect(await listen()).toMatchObject({
      audioQuality: { value: 'blank' },
      dominantEmotion: { value: null },
      engagementScore: { value: null },
    });
  });

  test.each<[string, WireAnswer, string]>([
    ['no JSON', said('I think that it is good.'), 'malformed_answer'],
    ['JSON of another shape', said('{"quality":"good"}'), 'malformed_answer'],
    [
      'a score out of range',
      said(JSON.stringify({ ...JUDGED, emotionalScore: { value: 170, confidence: 1 } })),
      'malformed_answer',
    ],
    ['cut off', said('{"audioQuality":{"val', 'MAX_TOKENS'), 'malformed_answer'],
    ['stopped for safety', said('', 'SAFETY'), 'blocked'],
    [
      'a prompt that was blocked',
      { body: { promptFeedback: { blockReason: 'PROHIBITED_CONTENT' } } },
      'blocked',
    ],
    ['empty', said(''), 'empty_answer'],
    ['without candidates', { body: {} }, 'empty_answer'],
    ['with candidates of a wrong type', { body: { candidates: 'none' } }, 'malformed_answer'],
  ])('that is %s is a refusal that stands', async (_, answer, refused) => {
    service.answers = [answer];
    const result = await listen();
    expect(result).toMatchObject({ refused });
    expect(result).not.toHaveProperty('askAgain');
    expect(service.requests).toHaveLength(1);
  });
});

describe('the pace', () => {
  test('keeps the starts of requests apart', async () => {
    const one = analyser();
    await listen(one);
    now += 3000;
    await listen(one);
    await listen(one);
    expect(pauses).toEqual([5000, 8000]);
  });

  test('follows the tokens per minute where they are set: 500 of 2,000 take a quarter of a minute', async () => {
    const one = analyser({ tokensPerMinute: 2000 });
    await listen(one);
    await listen(one);
    expect(pauses).toEqual([15_000]);
  });

  test('ends at once when the signal stops it', async () => {
    const one = analyser();
    await listen(one);
    const stop = AbortSignal.abort(new Error('stopped'));
    await expect(listen(one, path, stop)).rejects.toThrow('stopped');
    expect(service.requests).toHaveLength(1);
  });
});

describe('a failure that may pass', () => {
  const good = said(JSON.stringify(JUDGED));
  const RETRY_INFO = { '@type': 'type.googleapis.com/google.rpc.RetryInfo', retryDelay: '37.5s' };

  test.each<[string, WireAnswer, number]>([
    // Half of 2 s, the first backoff at most.
    ['500', failure(500, 'INTERNAL', 'An internal error has occurred'), 1000],
    ['503', failure(503, 'UNAVAILABLE', 'The model is overloaded'), 1000],
    ['a lost connection', 'lost', 1000],
    ['429 with RetryInfo', failure(429, 'RESOURCE_EXHAUSTED', 'Quota exceeded', [RETRY_INFO]), 37_500],
    ['429 with Retry-After in seconds', { status: 429, headers: { 'retry-after': '12' }, body: {} }, 12_000],
    [
      '503 with Retry-After as a date',
      { status: 503, headers: { 'retry-after': 'Mon, 02 Mar 2026 10:00:20 GMT' }, body: 'busy' },
      20_000,
    ],
  ])('is tried again after a pause: %s', async (_, answer, pauseMs) => {
    service.answers = [answer, good];
    expect(await listen()).toMatchObject({ audioQuality: { value: 'good' } });
    expect(pauses).toEqual([pauseMs]);
  });

  test('is waited for twice as long each time, five times, and then left to the next run', async () => {
    service.answers = [failure(503, 'UNAVAILABLE', 'The model is overloaded')];
    expect(await listen()).toEqual({
      refused: 'busy',
      message: 'HTTP 503: The model is overloaded',
      askAgain: 'service',
    });
    expect(pauses).toEqual([1000, 2000, 4000, 8000, 16_000]);
  });

  test('is not waited for where the daily quota is used up', async () => {
    const tomorrow = { ...RETRY_INFO, retryDelay: '40000s' };
    service.answers = [failure(429, 'RESOURCE_EXHAUSTED', 'Quota exceeded', [tomorrow])];
    expect(await listen()).toMatchObject({ refused: 'busy', askAgain: 'service' });
    expect(pauses).toEqual([]);
  });

  test('is a service that cannot be reached', async () => {
    service.answers = ['lost'];
    expect(await listen()).toMatchObject({ refused: 'unreachable', askAgain: 'service' });
    expect(service.requests).toHaveLength(6);
  });

  test.each<[string, WireAnswer, string, string]>([
    [
      'a request that the service does not like',
      failure(400, 'INVALID_ARGUMENT', 'Bad audio'),
      'rejected',
      'recording',
    ],
    ['a page of a proxy', { body: '<html>Sign in</html>' }, 'unreachable', 'service'],
  ])('is %s: requested once, and left to the next run', async (_, answer, refused, askAgain) => {
    service.answers = [answer];
    expect(await listen()).toMatchObject({ refused, askAgain });
    expect(service.requests).toHaveLength(1);
  });
});

describe('what would end every request the same way', () => {
  test.each<[string, WireAnswer, RegExp]>([
    [
      'a wrong key',
      failure(400, 'INVALID_ARGUMENT', `API key not valid: ${KEY}. Please pass a valid API key.`, [
        { '@type': 'type.googleapis.com/google.rpc.ErrorInfo', reason: 'API_KEY_INVALID' },
      ]),
      /^GEMINI_API_KEY: the service does not take this key; HTTP 400: API key not valid: \*\*\*/,
    ],
    ['a key without rights', failure(403, 'PERMISSION_DENIED', 'Denied'), /^GEMINI_API_KEY: /],
    [
      'a model that no longer exists',
      failure(404, 'NOT_FOUND', 'models/x is not found'),
      /^responses\.gemini\.model: the service does not offer gemini-3\.5-flash-lite/,
    ],
    [
      'a place without the service',
      failure(400, 'FAILED_PRECONDITION', 'User location is not supported'),
      /^Gemini cannot be used here: HTTP 400: User location/,
    ],
  ])('ends all: %s', async (_, answer, message) => {
    service.answers = [answer];
    const failed = await listen().catch((error: Error) => error);
    expect(failed).toBeInstanceOf(Error);
    expect((failed as Error).message).toMatch(message);
    expect(JSON.stringify(failed, Object.getOwnPropertyNames(failed))).not.toContain(KEY);
    expect(service.requests).toHaveLength(1);
  });

  test.each([null, 'AIza\n', 'AIza key', 'schlüssel'])('a key that cannot be sent: %j', (key) => {
    expect(() => analyser({}, key)).toThrow(/^GEMINI_API_KEY: must be/);
    if (key !== null) expect(() => analyser({}, key)).not.toThrow(key.trim());
  });
});

describe('a file', () => {
  const large = join(folder, 'learner-18.wav');
  const LARGE_BYTES = 15_000_000;
  writeFileSync(large, wav(LARGE_BYTES));

  test('that is too large for a request is uploaded in pieces, waited for, and deleted from the service', async () => {
    service.looks = 2;
    service.uploadAnswers = [failure(503, 'UNAVAILABLE', 'busy')];
    expect(await listen(analyser(), large)).toMatchObject({ pronunciation: { value: 'average' } });
    const seen = service.requests.map(({ method, path: asked, headers }) =>
      [method, asked.replace(/\?.*/, ''), headers['x-goog-upload-command'] ?? ''].join(' ').trim(),
    );
    expect(seen).toEqual([
      'POST /upload/v1beta/files start',
      'POST /upload/v1beta/files upload',
      'POST /upload/v1beta/files upload',
      'POST /upload/v1beta/files upload, finalize',
      'GET /v1beta/files/one',
      'GET /v1beta/files/one',
      'POST /v1beta/models/gemini-3.5-flash-lite:generateContent',
      'DELETE /v1beta/files/one',
    ]);
    const pieces = service.requests.filter(({ path: asked }) => asked.includes('upload_id')).slice(1);
    expect(Buffer.concat(pieces.map(({ body }) => body)).equals(wav(LARGE_BYTES))).toBe(true);
    const sent = JSON.parse(String(service.requests[6]?.body));
    expect(sent.contents[0].parts[0].fileData).toMatchObject({ mimeType: 'audio/wav' });
    const told = service.requests.slice(0, 3).map(({ headers }) => JSON.stringify(headers));
    expect(told.join()).not.toContain('learner-18');
  });

  test('is also deleted from the service where the answer fails', async () => {
    service.answers = [failure(400, 'INVALID_ARGUMENT', 'Bad audio')];
    const x = await listen(analyser(), large);

    expect(x).toMatchObject({ refused: 'rejected' });
    expect(service.requests.at(-1)?.method).toBe('DELETE');
  });

  test.each<[string, Buffer, string]>([
    ['of no bytes', Buffer.alloc(0), 'empty'],
    ['of zeros', Buffer.alloc(500), 'empty'],
    ['of text', Buffer.from('<html>Sign in</html>'), 'unknown_format'],
    ['of a kind that the service does not take', Buffer.from('#!AMR\nsound'), 'unsupported_format'],
    ['of more than an answer can have', wav(120_000_001), 'too_long'],
  ])('%s never leaves this machine', async (name, bytes, refused) => {
    const file = join(folder, name.replaceAll(' ', '-'));
    writeFileSync(file, bytes);
    expect(await listen(analyser(), file)).toMatchObject({ refused });
    expect(service.requests).toEqual([]);
  });
});
