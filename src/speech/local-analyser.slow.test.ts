import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { DAMAGES } from '../../test/fixtures/speech/damage.ts';
import { tone, wavOf } from '../../test/fixtures/speech/wav.ts';
import type { Analysis } from './analysis.ts';
import { isRefused } from './audio/decoded-audio.ts';
import { readRecording } from './audio/recording.ts';
import { localAnalyser } from './local-analyser.ts';

const ROOT = join(import.meta.dirname, '../..');
const SPEECH = join(ROOT, 'test/fixtures/speech');
const TEXT = 'Time to buy a new home';
const analyser = localAnalyser(join(ROOT, 'models/speech'));
const folder = mkdtempSync(join(tmpdir(), 'analyser-'));
afterAll(() => rmSync(folder, { recursive: true }));

async function analysisOf(path: string, expectedText: string | null = TEXT): Promise<Analysis> {
  const result = await analyser.analyse({ path, expectedText, earlier: [] });
  if ('refused' in result) throw new Error(result.message);
  return result;
}

function written(name: string, samples: Float32Array): string {
  const path = join(folder, `${name}.wav`);
  writeFileSync(path, wavOf(16_000, samples));
  return path;
}

const recording = await readRecording(join(SPEECH, 'new-home.flac'));
if (isRefused(recording)) throw new Error(recording.message);

describe('a sentence read well', () => {
  // Five raters gave this recording 10 for accuracy, 10 for fluency and 9 for prosody (speechocean762, 010270131).
  test.each(['flac', 'mp3', 'ogg', 'webm'])('is good, in every coding (%s)', async (kind) => {
    const analysis = await analysisOf(join(SPEECH, `new-home.${kind}`));
    expect(analysis.pronunciation.value).toBe('good');
    expect(analysis.audioQuality.value).toBe('good');
    expect(analysis.details.isWrongText).toBe(false);
    const marks = analysis.details.marks as Record<string, number>;
    for (const mark of Object.values(marks)) expect(mark).toBeGreaterThan(7.5);
  });

  test('every finding says how far it can be trusted and what it was validated against', async () => {
    const { details: _, analyser: name, ...findings } = await analysisOf(join(SPEECH, 'new-home.flac'));
    expect(name).toBe('local');
    for (const finding of Object.values(findings)) {
      if (finding.confidence === null) continue;
      expect(finding.confidence).toBeGreaterThanOrEqual(0);
      expect(finding.confidence).toBeLessThanOrEqual(1);
    }
    // Nobody has labelled engagement in voices.
    expect(findings.engagementScore.confidence).toBeNull();
    expect(findings.engagementScore.validatedAgainst).toBeNull();
    // In a different corpus, fewer than half of the emotions are recognised correctly.
    expect(findings.dominantEmotion.confidence).toBeLessThan(0.7);
  });

  test('without the text the mark is less certain', async () => {
    const [withText, without] = [
      await analysisOf(join(SPEECH, 'new-home.flac')),
      await analysisOf(join(SPEECH, 'new-home.flac'), null),
    ];
    const errorOf = ({ details }: Analysis) => (details.expectedErrors as { accuracy: number }).accuracy;
    expect(errorOf(without)).toBeGreaterThan(errorOf(withText));
    expect(without.details.words).toEqual([]);
  });

  test('names each sound that was heard', async () => {
    const { details } = await analysisOf(join(SPEECH, 'new-home.flac'));
    expect(details.words).toHaveLength(6);
    expect(details.words).toMatchObject([
      {
        word: 'time',
        isKnown: true,
        phones: [{ expected: 'T', heard: 'T' }, { expected: 'AY' }, { expected: 'M' }],
      },
      { word: 'to' },
      { word: 'buy' },
      { word: 'a' },
      { word: 'new' },
      { word: 'home' },
    ]);
  });
});

describe('a text that was not said', () => {
  test.each(['Sheep can fly over green hills', 'WHERE IS THE NEXT STATION PLEASE', `${TEXT} `.repeat(20)])(
    'is noticed, and the mark is given without the text (%s)',
    async (text) => {
      const { details } = await analysisOf(join(SPEECH, 'new-home.flac'), text);
      expect(details.isWrongText).toBe(true);
      expect(details.words).toEqual([]);
    },
  );

  test('music contains no voice and gets no mark', async () => {
    const chords = [220, 277, 330, 440, 554, 660].map((hertz, nth) =>
      tone(hertz, 4, 16_000, 0.1).map((value, i) => value * (1 + Math.sin(i / (2_000 + 500 * nth)))),
    );
    const music = chords[0].map((_, i) => chords.reduce((sum, chord) => sum + chord[i], 0));
    const { audioQuality, pronunciation } = await analysisOf(written('music', music));
    expect([audioQuality.value, pronunciation.value]).toEqual(['blank', null]);
  });

  test('unknown words are named', async () => {
    const { details } = await analysisOf(join(SPEECH, 'new-home.flac'), 'Time to buy a new zorbliq');
    expect(details.unknownWords).toEqual(['zorbliq']);
  });

  test('a text without words counts as no text', async () => {
    const { details } = await analysisOf(join(SPEECH, 'new-home.flac'), ' ... ');
    expect(details.isWrongText).toBe(false);
  });
});

describe('quality', () => {
  test.each(DAMAGES.map((damage) => [damage.name, damage] as const))(
    '%s',
    async (name, { becomes, damage }) => {
      const path = written(name.replaceAll(/\W/g, ''), damage(recording.samples, 7));
      expect((await analysisOf(path)).audioQuality.value).toBe(becomes);
    },
  );

  test('for a blank recording nothing but the quality is reported', async () => {
    const {
      audioQuality,
      details: _,
      analyser: __,
      ...rest
    } = await analysisOf(written('blank', new Float32Array(32_000)));
    expect(audioQuality.value).toBe('blank');
    for (const finding of Object.values(rest)) expect(finding.value).toBeNull();
  });

  test('the hum of a machine is not taken for a voice', async () => {
    expect((await analysisOf(written('hum', tone(150, 3, 16_000)))).audioQuality.value).toBe('blank');
  });
});

test('the same recording gives the same answer', async () => {
  const path = join(SPEECH, 'new-home.ogg');
  expect(await analysisOf(path)).toEqual(await analysisOf(path));
});

test('a file that holds no sound is refused with a reason', async () => {
  const path = join(folder, 'text.mp3');
  writeFileSync(path, 'not found');
  expect(await analyser.analyse({ path, expectedText: null, earlier: [] })).toMatchObject({
    refused: 'unknown_format',
  });
});
