import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import type { PendingRecording } from '../stages/pending-recordings.ts';
import { estimate, estimateInWords } from './estimate.ts';
import { promptOf } from './prompt.ts';
import type { GeminiSettings } from './settings.ts';

const folder = mkdtempSync(join(tmpdir(), 'rekindle-estimate-'));
afterAll(() => rmSync(folder, { recursive: true }));

const SETTINGS: GeminiSettings = {
  model: 'gemini-3.5-flash-lite',
  secondsBetweenRequests: 8,
  tokensPerMinute: null,
  dollarsPerMillionInputTokens: 0.3,
  dollarsPerMillionOutputTokens: 2.5,
};
const pending = (path: string, durationSeconds: number | null): PendingRecording => ({
  responseId: 'r',
  userId: 'u',
  path,
  expectedText: null,
  durationSeconds,
});
const PROMPT_TOKENS = promptOf(null).length / 4;

test('sound costs 32 tokens a second; its length comes from the telemetry or else from the size of the file', () => {
  const wav = join(folder, 'a.wav');
  writeFileSync(wav, Buffer.alloc(64_000));
  const ogg = join(folder, 'b.ogg');
  writeFileSync(ogg, Buffer.alloc(12_000));
  const { audioMinutes, inputTokens } = estimate(
    [pending('', 10), pending(wav, null), pending(ogg, null)],
    SETTINGS,
  );
  // 10 s from the telemetry, 2 s of 32,000 bytes, 3 s of 4,000 bytes.
  expect(audioMinutes).toBeCloseTo(15 / 60);
  expect(inputTokens).toBe(Math.ceil(15 * 32 + 3 * PROMPT_TOKENS));
});

test('the cost follows the prices, the time follows the pace', () => {
  const thousand = Array.from({ length: 1000 }, () => pending('', 5));
  const { inputTokens, outputTokens, dollars, minutes } = estimate(thousand, SETTINGS);
  expect(dollars).toBeCloseTo((inputTokens * 0.3 + outputTokens * 2.5) / 1e6);
  expect(minutes).toBeCloseTo((1000 * 8) / 60);
  const perMinute = { ...SETTINGS, tokensPerMinute: 10_000 };
  expect(estimate(thousand, perMinute).minutes).toBeCloseTo((inputTokens + outputTokens) / 10_000);
  expect(estimateInWords(estimate([], SETTINGS), SETTINGS)).toContain('0 recordings');
});
