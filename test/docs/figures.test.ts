import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { DOCUMENTS, ROOT } from './documents.ts';
import { corrected, figuresIn } from './figures.ts';

const figures = DOCUMENTS.flatMap((document) =>
  figuresIn(readFileSync(join(ROOT, document), 'utf8'), ROOT).map((figure) => ({ document, ...figure })),
);

describe('figures of the documents', () => {
  it(`are those of the files that decide them: ${figures.length} figures (npm run docs:figures)`, () => {
    expect(figures.filter(({ written, right }) => written !== right)).toEqual([]);
    // There were this many when this was written.
    expect(figures.length).toBeGreaterThan(200);
  });

  it.each([
    ['from 0.5<!-- config/rekindle.config.json bands.medium -->', 'from 0.4'],
    ['Nine rules<!-- config/rekindle.config.json rules word -->', 'Six rules'],
    [
      '| 0.9 (0.8 to 0.9) | 0.9<!-- models/dropout.json metrics.evaluation.overall.auc .3 --> |',
      '| 0.9 (0.8 to 0.9) | 0.872 (0.865 to 0.881)',
    ],
    [
      '3 and 4<!-- models/dropout.json metrics.evaluation.alerts.{enrolments, alerted} -->',
      '6,669 and 2,478',
    ],
    ['from 20:00<!-- config/rekindle.config.json guards.quietHours.from -->', 'from 21:00'],
    ['9 MB<!-- src/api/events.ts bodyLimit /1048576 -->', '16 MB'],
    ['3 days<!-- src/cycle/cycle.ts PROFILE_DAYS -->', '14 days'],
    ['5 % of all<!-- config/rekindle.config.json guards.holdout.share % -->', '10 % of all'],
    ['six guards<!-- src/decide/guards * word -->', 'seven guards'],
  ])('would be found wrong: %s', (text, right) => {
    const found = figuresIn(text, ROOT);
    expect(found.filter((figure) => figure.written !== figure.right)).not.toEqual([]);
    expect(corrected(text, found).startsWith(right)).toBe(true);
  });

  it.each([
    ['no figure<!-- config/rekindle.config.json bands.medium -->', 'too few figures'],
    ['0.4<!-- config/rekindle.config.json bands.middle -->', 'has no bands.middle'],
    ['4<!-- src/cycle/cycle.ts NO_DAYS -->', 'has no NO_DAYS'],
  ])('have to exist: %s', (text, fault) => {
    expect(() => figuresIn(text, ROOT)).toThrow(fault);
  });

  it('stay unchanged where they are right', () => {
    const text =
      'Six rules<!-- config/rekindle.config.json rules word --> and 0.4<!-- config/rekindle.config.json bands.medium -->.';
    expect(corrected(text, figuresIn(text, ROOT))).toBe(text);
  });
});
