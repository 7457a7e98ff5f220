import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { geminiAnalyser } from '../../src/responses/gemini/gemini-analyser.ts';
import type { Analyser, AnalysisRefusal } from '../../src/speech/analyser.ts';
import { type Analysis, EMOTIONS } from '../../src/speech/analysis.ts';
import { localAnalyser } from '../../src/speech/local-analyser.ts';
import { type GeminiService, startGeminiService } from '../fixtures/gemini-service.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const SPEECH = join(ROOT, 'test/fixtures/speech');
const folder = mkdtempSync(join(tmpdir(), 'rekindle-analysers-'));

let service: GeminiService;
const analysers = new Map<string, Analyser>();
beforeAll(async () => {
  service = await startGeminiService();
  const settings = {
    model: 'gemini-3.5-flash-lite',
    secondsBetweenRequests: 0,
    tokensPerMinute: null,
    dollarsPerMillionInputTokens: 0,
    dollarsPerMillionOutputTokens: 0,
  };
  const outside = { clock: () => 0, sleep: async () => {}, random: () => 0 };
  analysers.set('local', localAnalyser(join(ROOT, 'models/speech')));
  analysers.set('gemini', geminiAnalyser(settings, { apiKey: 'key', baseUrl: service.url }, outside));
});
afterAll(() => {
  service.close();
  rmSync(folder, { recursive: true });
});

const VALUES: Readonly<Partial<Record<keyof Analysis, readonly unknown[]>>> = {
  dominantEmotion: EMOTIONS,
  engagementState: ['engaged', 'neutral', 'disengaged'],
  pronunciation: ['good', 'average', 'poor'],
  audioQuality: ['good', 'poor', 'distorted', 'blank'],
};

function expectInRange(analysis: Analysis): void {
  for (const { value } of [analysis.emotionalScore, analysis.engagementScore]) {
    if (value === null) continue;
    expect(value).toBeGreaterThanOrEqual(0);
    expect(value).toBeLessThanOrEqual(100);
  }
  for (const [name, known] of Object.entries(VALUES)) {
    const { value, confidence, validatedAgainst } = analysis[name as 'pronunciation'];
    expect([null, ...known]).toContain(value);
    if (confidence !== null) expect(confidence).toBeGreaterThanOrEqual(0);
    if (confidence !== null) expect(confidence).toBeLessThanOrEqual(1);
    // A confidence has to come from a validation.
    if (confidence !== null) expect(validatedAgainst).not.toBeNull();
  }
}

describe.each(['local', 'gemini'])('the analyser %s', (name) => {
  const listen = (
    path: string,
    expectedText: string | null,
  ): Promise<Analysis | AnalysisRefusal> | undefined =>
    analysers.get(name)?.analyse({ path, expectedText, earlier: [] });

  test('has a name, which its analyses carry, and says how often to save', async () => {
    const analyser = analysers.get(name);
    expect(analyser?.saveEvery).toBeGreaterThanOrEqual(1);
    expect(await listen(join(SPEECH, 'new-home.flac'), null)).toMatchObject({ analyser: analyser?.name });
  });

  test.each(['flac', 'mp3', 'ogg', 'webm'])('keeps to its names and ranges for a %s file', async (kind) => {
    for (const text of ['Time to buy a new home', 'xyzzy', '', null]) {
      const analysis = await listen(join(SPEECH, `new-home.${kind}`), text);
      expect(analysis).not.toHaveProperty('refused');
      expectInRange(analysis as Analysis);
    }
  });

  test.each<[string, Buffer]>([
    ['of no bytes', Buffer.alloc(0)],
    ['of zeros', Buffer.alloc(5000)],
    ['of text', Buffer.from('<html>Sign in</html>')],
    ['of a kind that cannot be read', Buffer.from('#!AMR\nsound')],
  ])('refuses a file %s permanently, with a reason and a sentence', async (what, bytes) => {
    const path = join(folder, what.replaceAll(' ', '-'));
    writeFileSync(path, bytes);
    const refusal = (await listen(path, 'text')) as AnalysisRefusal;
    expect(refusal.refused).toMatch(/^[a-z_]+$/);
    expect(refusal.message).toMatch(/^[A-Z].*\.$/s);
    expect(refusal.askAgain).toBeUndefined();
  });

  test('leaves the recording unchanged', async () => {
    const path = join(folder, `${name}.flac`);
    const bytes = readFileSync(join(SPEECH, 'new-home.flac'));
    writeFileSync(path, bytes);
    await listen(path, null);
    expect(readFileSync(path).equals(bytes)).toBe(true);
  });
});
