import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { seededRandom } from '../../stats/random.ts';
import { EMOTIONS } from '../analysis.ts';
import { openRecogniser } from '../hearing.ts';
import { EMODB, RAVDESS } from './corpora.ts';
import {
  againstOwn,
  emotionModelToJson,
  hearEmotion,
  type LabelledVoice,
  readEmotionModel,
  strongest,
  trainEmotion,
} from './emotion-model.ts';
import { labelledFolder } from './labelled-folder.ts';

/** Speakers with different voices, in which each emotion raises one measurement. */
function voicesOf(speakers: readonly string[], seed: number): LabelledVoice[] {
  const random = seededRandom(seed);
  return speakers.flatMap((speaker) => {
    const usual = EMOTIONS.map(() => 20 * random.uniform());
    return Array.from({ length: 60 }, (_, nth) => {
      const emotion = EMOTIONS[nth % EMOTIONS.length];
      const measured = Object.fromEntries(
        EMOTIONS.map((name, place) => [
          `of_${name}`,
          usual[place] + random.uniform() + (name === emotion ? 1.5 : 0),
        ]),
      );
      return { speaker, emotion, isAroused: ['anger', 'fear', 'happiness'].includes(emotion), measured };
    });
  });
}

const model = trainEmotion(voicesOf(['a', 'b', 'c'], 1), 'made up');
const others = voicesOf(['d', 'e'], 2);

describe('emotions', () => {
  test('are recognised for unknown speakers when compared with their own voices', () => {
    const own = againstOwn(others);
    const heard = others.map(({ measured }, nth) => hearEmotion(model, measured, own[nth]));
    const right = others.filter(({ emotion }, nth) => strongest(heard[nth]) === emotion).length;
    const aroused = others.filter(({ isAroused }, nth) => heard[nth].arousal > 0.5 === isAroused).length;
    expect(right / others.length).toBeGreaterThan(0.9);
    expect(aroused / others.length).toBeGreaterThan(0.9);
    const strangers = others.filter(
      ({ emotion, measured }) => strongest(hearEmotion(model, measured, null)) === emotion,
    ).length;
    // The speakers' voices differ by far more than their emotions do.
    expect(strangers).toBeLessThan(right);
  });

  test('have shares that sum to one, even where nothing was measured', () => {
    const { shares } = hearEmotion(model, {}, null);
    expect(Object.values(shares).reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 12);
  });

  test('are the same to the last bit after writing the model to a file and reading it back', () => {
    const folder = mkdtempSync(join(tmpdir(), 'emotion-'));
    const file = join(folder, 'emotion.json');
    writeFileSync(file, emotionModelToJson(model));
    const restored = readEmotionModel(file);
    for (const { measured } of others)
      expect(hearEmotion(restored, measured, null)).toEqual(hearEmotion(model, measured, null));
    writeFileSync(file, '{"columns": []}');
    expect(() => readEmotionModel(file)).toThrow(/damaged/);
    rmSync(folder, { recursive: true });
  });
});

describe('labels', () => {
  test('are read from the file names of the two corpora', () => {
    expect(EMODB.labelOf('03a01Wa.flac')).toEqual({ speaker: '03', emotion: 'anger', isAroused: true });
    expect(EMODB.labelOf('16b10Ta.flac')).toEqual({ speaker: '16', emotion: 'sadness', isAroused: false });
    expect(EMODB.labelOf('16b10Ea.flac')).toBeNull();
    expect(RAVDESS.labelOf('03-01-06-01-02-01-12.flac')).toEqual({
      speaker: '12',
      emotion: 'fear',
      isAroused: true,
    });
    expect(RAVDESS.labelOf('03-01-08-01-02-01-12.flac')).toBeNull();
  });

  test('of a site are read from its table, and the error for a wrong line names the line', async () => {
    const root = join(import.meta.dirname, '../../..');
    const recogniser = openRecogniser(join(root, 'models/speech/cmusphinx-en-us-16k'));
    const folder = mkdtempSync(join(tmpdir(), 'labels-'));
    const speech = join(root, 'test/fixtures/speech/new-home.flac');
    const table = (lines: string) =>
      writeFileSync(join(folder, 'labels.csv'), `file,speaker,emotion,aroused\n${lines}\n`);
    copyFileSync(speech, join(folder, 'a.flac'));
    table('a.flac,kim,happiness,yes\na.flac,kim,other,no');
    expect(await labelledFolder(folder, recogniser)).toMatchObject([
      { speaker: 'kim', emotion: 'happiness', isAroused: true },
      { speaker: 'kim', emotion: null, isAroused: false },
    ]);
    table('a.flac,kim,joy,yes');
    await expect(labelledFolder(folder, recogniser)).rejects.toThrow(/line 2/);
    rmSync(folder, { recursive: true });
  });
});
