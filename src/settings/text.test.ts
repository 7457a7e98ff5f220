import { describe, expect, it, test } from 'vitest';
import { textSchema } from './text.ts';

const schema = textSchema({ days: 3, course: 'BBB' });
const refusal = (source: unknown) => schema.safeParse(source).error?.issues[0]?.message;

describe('a text', () => {
  it('is filled with the facts', () => {
    const text = schema.parse('{{ course }}: {{ days | counted: "day" }}');
    expect(text({ days: 1, course: 'BBB' })).toBe('BBB: 1 day');
    expect(text({ days: 12, course: 'FFF' })).toBe('FFF: 12 days');
    expect(text({ days: 1, course: 'BBB' })).toBe('BBB: 1 day');
  });

  it('takes an irregular plural', () => {
    expect(schema.parse('{{ days | counted: "quiz", "quizzes" }}')({ days: 2 })).toBe('2 quizzes');
  });

  it('distinguishes a number from a text of the same digits', () => {
    const text = schema.parse('{% if days == 1 %}number{% else %}text{% endif %}');
    expect(text({ days: 1 })).toBe('number');
    expect(text({ days: '1' })).toBe('text');
  });

  it('stays right after more different facts than the cache holds', () => {
    const text = schema.parse('{{ days }}');
    for (let days = 0; days < 5_010; days += 1) expect(text({ days })).toBe(String(days));
    expect(text({ days: 3 })).toBe('3');
  });

  it('is refused where any of its branches names an unknown fact', () => {
    expect(refusal('{{ dayz }}')).toBe('must use only days, course, and uses dayz');
    expect(refusal('{% if days == 99 %}{{ dayz }}{% else %}fine{% endif %}')).toMatch(/uses dayz/);
    expect(refusal('{{ toString }}')).toMatch(/uses toString/);
  });

  it('is refused where it is not a template', () => {
    expect(refusal('{{ days')).toMatch(/^must be a LiquidJS template: .*not closed/);
    expect(refusal('{% if days %}')).toMatch(/not closed/);
    expect(refusal('{{ days | plural }}')).toMatch(/undefined filter: plural/);
    expect(refusal(7)).toBe('must be a text');
  });

  it('is refused where the example gives an empty text', () => {
    expect(refusal('')).toBe('must not be empty');
    expect(refusal('{% if days == 99 %}text{% endif %}')).toBe('must not be empty');
  });

  it('includes no file', () => {
    expect(refusal('{% render "package.json" %}')).toMatch(/ENOENT/);
  });
});

test.each([
  ['a loop', '{% for number in (1..1000000000) %}a{% endfor %}'],
  [
    'a text without end',
    `{% assign a = "aaaaaaaaaa" %}${'{% assign a = a | append: a %}'.repeat(40)}{{ a }}`,
  ],
])('%s is refused, as it would hold up the server', (_, source) => {
  expect(textSchema({}).safeParse(source).success).toBe(false);
});
