import { expect, test } from 'vitest';
import { atDay, courseWith } from '../../test/fixtures/course-events.ts';
import { moment } from './moment.ts';
import { riskPhaseAt, whyNoRisks } from './risk-phase.ts';

const course = courseWith('AAA-2014B', { lengthDays: 30 });
const phaseOn = (day: number) => riskPhaseAt(course, 14, atDay(course, day));

test('risks begin with the first day that the model has learnt from, and end with the course', () => {
  const states = [-20, 0, 13.9, 14, 29.9, 30, 91].map((day) => phaseOn(day).state);
  expect(states).toEqual(['not_yet', 'not_yet', 'not_yet', 'shown', 'shown', 'over', 'over']);
  expect(riskPhaseAt(course, 14, moment(atDay(course, 30) - 1)).state).toBe('shown');
});

test('a phase without risks says when they begin, or since when the course is over', () => {
  expect(phaseOn(3)).toEqual({ state: 'not_yet', fromDay: 14, from: atDay(course, 14) });
  expect(phaseOn(40)).toEqual({ state: 'over', since: atDay(course, 30) });
});

test('the reason is a sentence', () => {
  const short = courseWith('AAA-short', { lengthDays: 10 });
  expect([
    whyNoRisks(course, phaseOn(14)),
    whyNoRisks(course, phaseOn(3)),
    whyNoRisks(course, phaseOn(40)),
    whyNoRisks(short, riskPhaseAt(short, 14, atDay(short, 3))),
  ]).toEqual([
    null,
    'The risks of AAA-2014B begin on its day 14, 2014-02-17.',
    'AAA-2014B has been over since 2014-03-05.',
    'The model has no risks before day 14 of a course, and AAA-short ends before that.',
  ]);
});
