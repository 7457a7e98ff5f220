import { readdirSync, readFileSync } from 'node:fs';
import { afterAll, describe, expect, it, test } from 'vitest';
import type { IndicatorUnit } from '../../src/domain/indicator.ts';
import { inShort, percentileOf, TOPICS } from '../../src/features/indicator.ts';
import { COLUMNS, INDICATORS } from '../../src/features/indicators.ts';
import { indicatorStatement } from '../../src/features/indicators-at.ts';
import { namesOn } from '../../src/store/table-names.ts';

const FOLDER = 'src/features/indicators';
const checked = new Set<string>();

/** Values of indicators with this unit: small, usual and large. */
const TYPICAL: Record<IndicatorUnit, readonly number[]> = {
  clicks: [1, 37.5, 1200],
  days: [-12, 1, 7.25, 200],
  count: [1, 3, 20],
  share: [0.005, 0.35, 1],
  percent: [-20, 61.25, 100],
  ratio: [0.4, 1, 12.3],
  log2_ratio: [-6, -0.01, 0.6, 4],
  bits: [0.81, 2.8],
  credits: [30, 120],
  percentile: [0.5, 1],
};

/** Words for demographics: they describe a person, not what the person does, and are kept apart for fairness audits. */
const DEMOGRAPHIC = /gender|region|education|deprivation|imd|age_?band|disab|ethnic|birth|demographic/i;

const withoutRelative = (name: string) => !INDICATORS.some((one) => percentileOf(one.name) === name);

test('every indicator file is listed once', () => {
  const files = readdirSync(FOLDER).filter((file) => !file.endsWith('.test.ts'));
  expect(INDICATORS.map(({ name }) => `${name.replaceAll('_', '-')}.ts`).toSorted()).toEqual(
    files.toSorted(),
  );
});

test('the columns are every indicator, then the percentile of every relative one', () => {
  expect(new Set(COLUMNS).size).toBe(COLUMNS.length);
  expect(COLUMNS.filter(withoutRelative)).toEqual(INDICATORS.map(({ name }) => name));
  expect(COLUMNS.slice(INDICATORS.length)).toEqual(
    INDICATORS.filter(({ relative }) => relative).map(({ name }) => percentileOf(name)),
  );
});

test('no statement reads demographics', () => {
  const statement = indicatorStatement(namesOn(null));
  expect(statement).not.toMatch(DEMOGRAPHIC);
  expect(statement.match(/\bfrom rekindle\.\w+/g)).toEqual(
    statement.match(/\bfrom rekindle\.\w+/g)?.map(() => 'from rekindle.activity_event'),
  );
});

describe.each(INDICATORS.map((indicator) => [indicator.name, indicator] as const))(
  'indicator %s',
  (name, indicator) => {
    it('has a name, a unit, a topic and a window that fit together', () => {
      checked.add(name);
      expect(name).toMatch(/^[a-z][a-z0-9]*(_[a-z0-9]+)*$/);
      expect(Object.keys(TYPICAL)).toContain(indicator.unit);
      expect(TOPICS).toContain(indicator.topic);
      // Names such as `last_28d` state the window.
      const stated = /_last_(\d+)d$/.exec(name)?.[1];
      if (stated !== undefined) expect(indicator.windowDays).toBe(Number(stated));
      // The calendar is the same for everybody: there is nothing to compare and nothing to do better.
      if (indicator.topic === 'calendar')
        expect(indicator).toMatchObject({ relative: false, better: null, changeable: false });
      else expect(indicator.better).not.toBeNull();
    });

    it('reads only what is known about activity', () => {
      expect(indicator.sql.trim()).not.toBe('');
      expect(indicator.sql).not.toMatch(DEMOGRAPHIC);
      expect(indicator.sql).not.toMatch(/\b(select|from|now|today|rand)\b|;|--/i);
    });

    it('states its value in a sentence, and what is typical in few words', () => {
      const wrong = /NaN|undefined|null|Infinity|\b1 (days|clicks|pieces|kinds|hours)\b|--| {2}|\d\.\d\d| %/;
      for (const value of [...TYPICAL[indicator.unit], 0, null]) {
        const sentence = indicator.sentence(value);
        expect(sentence).toMatch(/^[A-Z0-9-].*[^.\s]$/);
        expect(sentence).not.toMatch(wrong);
        if (value === null) continue;
        expect(inShort(indicator, value)).toMatch(/^[a-z0-9<>-].*$/);
        expect(inShort(indicator, value)).not.toMatch(wrong);
      }
    });

    it('has a test that expects its value for a hand-made timeline', () => {
      const tests = readdirSync(FOLDER).filter((file) => file.endsWith('.test.ts'));
      const mention = new RegExp(`\\b${name}\\b`);
      expect(tests.filter((file) => mention.test(readFileSync(`${FOLDER}/${file}`, 'utf8')))).not.toEqual([]);
    });
  },
);

afterAll(() => {
  console.log(`Indicators held to the contract: ${checked.size}, in ${COLUMNS.length} columns.`);
  expect(checked.size).toBe(INDICATORS.length);
  expect(checked.size).toBeGreaterThanOrEqual(40);
});
