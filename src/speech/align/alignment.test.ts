import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readAcousticModel } from '../acoustic/acoustic-model.ts';
import { cepstraOf, powerSpectra } from '../acoustic/cepstra.ts';
import { bestDensities } from '../acoustic/codebook-scores.ts';
import { densityScores } from '../acoustic/density-kernel.ts';
import { subtractMean, withSlopes } from '../acoustic/features.ts';
import { readPronouncingDictionary } from '../acoustic/pronouncing-dictionary.ts';
import { senoneScores } from '../acoustic/senone-scores.ts';
import { isRefused } from '../audio/decoded-audio.ts';
import { readRecording } from '../audio/recording.ts';
import { align } from './alignment.ts';
import { goodnessOf } from './goodness.ts';
import { phoneLoop } from './phone-loop.ts';
import { spokenWords } from './spoken-word.ts';

const ROOT = join(import.meta.dirname, '../../..');
const FOLDER = join(ROOT, 'models/speech/cmusphinx-en-us-16k');
const model = readAcousticModel(FOLDER);
const dictionary = readPronouncingDictionary(join(FOLDER, 'cmudict-en-us.dict'));
const recording = await readRecording(join(ROOT, 'test/fixtures/speech/new-home.flac'));
if (isRefused(recording)) throw new Error(recording.message);
const cepstra = cepstraOf(powerSpectra(recording.samples), model.frontEnd, 1);
subtractMean(cepstra);
const scores = senoneScores(
  model,
  bestDensities(withSlopes(cepstra), model.gaussians, densityScores(model.gaussians)),
);
const TEXT = 'Time to buy a new home.';
const name = (phone: number): string => model.definitions.phones[phone];

describe('alignment', () => {
  const alignment = align(spokenWords(TEXT, dictionary), scores, model);

  test('finds the phones of the text in order, without gaps, between silences', () => {
    const phones = alignment?.phones ?? [];
    expect(phones.filter(({ word }) => word >= 0).map(({ phone }) => name(phone))).toEqual(
      'T AY M T UW B AY AH N Y UW HH OW M'.split(' '),
    );
    expect(phones[0]).toMatchObject({ from: 0, word: -1 });
    expect(phones.at(-1)).toMatchObject({ to: scores.frames, word: -1 });
    phones.slice(1).forEach(({ from }, nth) => {
      expect(from).toBe(phones[nth].to);
    });
  });

  test('puts the words where the voice is', () => {
    const words = (alignment?.phones ?? []).filter(({ word }) => word >= 0);
    // By ear and by loudness, the speech lasts from about 0.55 to 2.05 s.
    expect(words[0].from / 100).toBeCloseTo(0.54, 1);
    expect((words.at(-1)?.to ?? 0) / 100).toBeCloseTo(2.05, 1);
  });

  test('fits the text better than a different text of the same length', () => {
    const other = align(spokenWords('Sheep can fly over green hills', dictionary), scores, model);
    expect(alignment?.score ?? 0).toBeGreaterThan(other?.score ?? 0);
  });

  test('is null where the text is far too long', () => {
    expect(align(spokenWords(`${TEXT} `.repeat(20), dictionary), scores, model)).toBeNull();
  });

  test('distinguishes phones that were said from phones that were not', () => {
    const meanPosterior = (text: string): number => {
      const phones = align(spokenWords(text, dictionary), scores, model)?.phones ?? [];
      const goodness = goodnessOf(phones, scores, model);
      return goodness.reduce((sum, { posterior }) => sum + posterior, 0) / goodness.length;
    };
    expect(meanPosterior(TEXT)).toBeGreaterThan(meanPosterior('Sheep can fly over green hills') + 1);
  });
});

test('the phone loop finds most of the phones without knowing the text', () => {
  const heard = phoneLoop(scores, model).phones.map(({ phone }) => name(phone));
  expect(heard.join(' ')).toMatch(/T A\w N? ?.*T UW B AY .*N Y UW HH OW/);
});

describe('words', () => {
  test('unknown words are pronounced by their letters and marked', () => {
    expect(spokenWords('Zorbliq ships', dictionary)).toEqual([
      { word: 'zorbliq', isKnown: false, pronunciations: [['Z', 'AO', 'R', 'B', 'L', 'IH', 'K']] },
      expect.objectContaining({ word: 'ships', isKnown: true }),
    ]);
  });

  test.each([
    ['DON’T stop', ["don't", 'stop']],
    ['Room 42!', ['room', 'four', 'two']],
    ['café — naïve', ['cafe', 'naive']],
    ['  ...  ', []],
  ])('%j has the words %j', (text, words) => {
    expect(spokenWords(text, dictionary).map(({ word }) => word)).toEqual(words);
  });
});
