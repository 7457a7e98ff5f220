import { expect, test } from 'vitest';
import { lifeOf } from './life.ts';
import { moment } from './moment.ts';

/** A life in words: `r1 w5` registered at 1 and withdrew at 5. */
const VERBS: Readonly<Record<string, string>> = { r: 'registered', w: 'withdrew', f: 'finished' };
const lifeIn = (words: string) => {
  const life = lifeOf(
    words
      .split(' ')
      .filter((word) => word !== '')
      .map((word) => ({ verb: VERBS[word.charAt(0)] as string, at: moment(Number(word.slice(1))) })),
  );
  return life === null ? null : `${life.state} since ${life.since}`;
};

test.each([
  ['', null],
  ['w3', null],
  ['f3', null],
  ['r1', 'registered since 1'],
  ['r1 r4', 'registered since 1'],
  ['r1 w5', 'withdrawn since 5'],
  ['r1 w5 w7', 'withdrawn since 5'],
  ['r1 w5 r6', 'registered since 6'],
  ['w5 r6', 'registered since 6'],
])('a withdrawal ends an enrolment until the learner registers again: %s', (words, life) => {
  expect(lifeIn(words)).toBe(life);
});

test.each([
  ['r1 f9', 'finished since 9'],
  ['r1 f9 f10', 'finished since 9'],
  ['r1 f9 w10', 'finished since 9'],
  ['r1 w5 f9', 'finished since 9'],
  ['r1 f9 r11', 'registered since 11'],
  ['r1 f9 r11 w12', 'withdrawn since 12'],
])('a result ends an enrolment, and a withdrawal after it changes nothing: %s', (words, life) => {
  expect(lifeIn(words)).toBe(life);
});

test.each([
  ['r1 w5 r5', 'registered since 1'],
  ['r1 r5 w5', 'registered since 1'],
  ['r5 w5', 'withdrawn since 5'],
  ['r1 w3 r5 w5', 'withdrawn since 3'],
  ['r1 f3 r5 w5', 'finished since 3'],
  ['r1 f5 w5', 'finished since 5'],
  ['r5 f5', 'finished since 5'],
  ['f5 w5 r5', 'finished since 5'],
])('facts of one time count alike in any order: %s', (words, life) => {
  expect(lifeIn(words)).toBe(life);
});
