import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { pearson } from '../stats/pearson.ts';
import { localAnalyser } from './local-analyser.ts';

const ROOT = join(import.meta.dirname, '../..');
const DATA = join(ROOT, '../shared/data/speech/speechocean762');
const isThere = existsSync(DATA);
/** One in this many of the thousand recordings is analysed. */
const EVERY = 40;

describe.skipIf(!isThere)(
  `real recordings${isThere ? '' : ' (there are none at ../shared/data/speech/speechocean762)'}`,
  () => {
    test('get the marks that raters gave, have good quality and match their texts', {
      timeout: 120_000,
    }, async () => {
      const analyser = localAnalyser(join(ROOT, 'models/speech'));
      const lines = readFileSync(join(DATA, 'labels.csv'), 'utf8').trim().split('\n').slice(1);
      const marks: number[] = [];
      const raters: number[] = [];
      let [good, textFound] = [0, 0];
      for (const line of lines.filter((_, nth) => nth % EVERY === 0)) {
        const [utterance, , , , text, , accuracy] = line.split(',');
        const path = join(DATA, 'audio', `${utterance}.flac`);
        const result = await analyser.analyse({ path, expectedText: text, earlier: [] });
        if ('refused' in result) throw new Error(result.message);
        marks.push((result.details.marks as { accuracy: number }).accuracy);
        raters.push(Number(accuracy));
        if (result.audioQuality.value === 'good') good += 1;
        if (result.details.isWrongText === false) textFound += 1;
      }
      // The model was trained on these; for other speakers the correlation is about .8 (`npm run bench -- speech`).
      expect(pearson(marks, raters)).toBeGreaterThan(0.75);
      expect(good / marks.length).toBeGreaterThan(0.9);
      expect(textFound / marks.length).toBeGreaterThan(0.85);
    });
  },
);
