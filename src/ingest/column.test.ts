import { describe, expect, test } from 'vitest';
import {
  decimal,
  flag,
  matching,
  oneOf,
  optional,
  real,
  rowReader,
  text,
  unused,
  wholeNumber,
} from './column.ts';

describe('a column', () => {
  test.each(['-1', '0', '12', '007'])('takes %j as a whole number', (found) => {
    expect(wholeNumber(-5, 20).read(found)).toBe(Number(found));
  });
  test.each([
    ['9.0', 9],
    ['-3.00', -3],
    ['1e+01', 10],
    ['1.5e1', 15],
  ])('takes %j, as pandas or R writes %d', (found, value) => {
    expect(wholeNumber(-5, 20).read(found)).toBe(value);
  });
  test('has no minus sign on zero', () => {
    expect(wholeNumber(-5, 20).read('-0.0')).toBe(0);
  });
  test.each(['', ' 1', '1.5', '9.5', '1e3', '9.', '0x1F', 'NaN', 'one', '-6', '21', '--1', '1,000'])(
    'refuses %j as a whole number from -5 to 20',
    (found) => {
      expect(wholeNumber(-5, 20).read(found)).toBeUndefined();
    },
  );
  test.each(['0', '12.5', '100', '100.0'])('takes %j as a score', (found) => {
    expect(decimal(0, 100).read(found)).toBe(Number(found));
  });
  test.each(['-0.1', '100.5', '1.', '.5', '1e1', 'Infinity', ''])('refuses %j as a score', (found) => {
    expect(decimal(0, 100).read(found)).toBeUndefined();
  });
  test.each(['2.5e-05', '1E-3', '0.25', '1'])('takes %j, as programs write it', (found) => {
    expect(real(0, 1).read(found)).toBe(Number(found));
  });
  test.each(['1e3', 'e5', '1e', '-1', 'nan', ''])('refuses %j as a real number from 0 to 1', (found) => {
    expect(real(0, 1).read(found)).toBeUndefined();
  });
  test('takes only the listed texts', () => {
    const kind = oneOf({ TMA: 'tutor_marked' });
    expect(kind.read('TMA')).toBe('tutor_marked');
    expect(kind.read('toString')).toBeUndefined();
    expect(kind.expected).toBe('one of TMA');
  });
  test.each(['', '?', '-', 'NA', 'N/A', '#N/A', '<NA>', 'NaN', 'nan', 'NaT', 'NULL', 'null', 'None', '\\N'])(
    'takes %j for missing where it is optional',
    (found) => {
      expect(optional(wholeNumber(-9, 9)).read(found)).toBeNull();
      expect(optional(text).read(found)).toBeNull();
      expect(wholeNumber(-9, 9).read(found)).toBeUndefined();
    },
  );
  test('holds its values, and refuses others, where it is optional', () => {
    const day = optional(wholeNumber(-9, 9));
    expect([day.read('3'), day.read('-3'), day.read('x'), day.read('no')]).toEqual([
      3,
      -3,
      undefined,
      undefined,
    ]);
    expect(optional(text).read('Nancy')).toBe('Nancy');
  });
  test('that nothing is computed from refuses nothing', () => {
    expect(unused.read('week 5')).toBeNull();
  });
  test.each([
    ['0', false],
    ['1', true],
    ['1.0', true],
    ['2', undefined],
    ['yes', undefined],
  ])('takes %j for a flag as %j', (found, value) => {
    expect(flag.read(found)).toBe(value);
  });
  test('takes a text of the required form', () => {
    expect(matching(/^a+$/, 'a').read('aa')).toBe('aa');
    expect(matching(/^a+$/, 'a').read('ab')).toBeUndefined();
  });
});

describe('a row', () => {
  const read = rowReader({ name: text, score: optional(decimal(0, 100)) });
  test('has its values by column', () => {
    expect(read(['Ann', '7.5'])).toEqual({ row: { name: 'Ann', score: 7.5 } });
  });
  test('is refused for its first wrong field, by name', () => {
    expect(read(['', '101'])).toEqual({
      refusal: { reason: 'invalid_value', field: 'name', found: '', expected: 'a text' },
    });
    expect(read(['Ann', '101'])).toEqual({
      refusal: {
        reason: 'invalid_value',
        field: 'score',
        found: '101',
        expected: 'a number from 0 to 100, or nothing',
      },
    });
  });
  test.each([[['Ann']], [['Ann', '1', '2']], [[]]])('is refused with the fields %j', (fields) => {
    expect(read(fields)).toEqual({
      refusal: {
        reason: 'wrong_field_count',
        field: null,
        found: `${fields.length} fields`,
        expected: '2 fields: name, score',
      },
    });
  });
});
