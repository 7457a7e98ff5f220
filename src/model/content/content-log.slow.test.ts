import { afterAll, beforeAll, expect, test } from 'vitest';
import { atDay, courseWith, eventsIn } from '../../../test/fixtures/course-events.ts';
import { openEmbeddedLog } from '../../../test/fixtures/embedded-stores.ts';
import { DAY_MS } from '../../domain/moment.ts';
import { appendEvents } from '../../ingest/append.ts';
import { contentLog } from './content-log.ts';
import type { InteractionLog } from './interaction-log.ts';

const course = courseWith('AAA-2014B');
const { registered, withdrew, clicked } = eventsIn(course);
let stores: Awaited<ReturnType<typeof openEmbeddedLog>>;

beforeAll(async () => {
  stores = await openEmbeddedLog();
  const three = ['a', 'b', 'c'];
  await appendEvents(stores.eventLog, [
    ...three.map((learner) => registered(learner, -3)),
    registered('late', 8),
    withdrew('c', 10),
    // In week 0 all three use the page; in week 1 two use the quiz, one of them twice, and in week 2 one more.
    ...three.map((learner) => clicked(learner, 1, 1, 'page', 'welcome')),
    clicked('a', 8, 1, 'quiz', 'quiz-1'),
    clicked('a', 9, 5, 'quiz', 'quiz-1'),
    clicked('b', 9, 1, 'quiz', 'quiz-1'),
    clicked('b', 15, 1, 'quiz', 'quiz-1'),
    // Too few learners ever use this content.
    clicked('a', 2, 1, 'url', 'rare'),
  ]);
});
afterAll(() => stores.close());

const toldBy = async (day: number) => contentLog(stores.eventLog, course, atDay(course, day));

/** `week: learner item value` of every interaction. */
const told = (log: InteractionLog): string[] =>
  [...log.instants()].flatMap(({ at, user, item, value }) =>
    Array.from(
      user,
      (one, k) =>
        `${(at - atDay(course, 0)) / (7 * DAY_MS)}: ${log.users[one]} ${log.items[item[k]].id} ${value[k]}`,
    ),
  );

test('every learner who is registered when a week begins meets the content of that time, and uses it or not', async () => {
  expect(told(await toldBy(21))).toEqual([
    '0: a welcome 1',
    '0: b welcome 1',
    '0: c welcome 1',
    '1: a welcome 0',
    '1: b welcome 0',
    '1: c welcome 0',
    // The learner who registered on day 8 counts from week 2 on; c left on day 10. The quiz has three uses by now.
    '2: a welcome 0',
    '2: a quiz-1 0',
    '2: b welcome 0',
    '2: b quiz-1 1',
    '2: late welcome 0',
    '2: late quiz-1 0',
  ]);
});

test('contains only weeks that are over', async () => {
  const weeks = (log: InteractionLog) => [...log.instants()].length;
  expect(weeks(await toldBy(20.9)) - weeks(await toldBy(14))).toBe(0);
  expect(weeks(await toldBy(21)) - weeks(await toldBy(14))).toBe(1);
  expect((await toldBy(7)).items.map(({ id }) => id)).not.toContain('quiz-1');
});

test('does not know of a withdrawal before it happens', async () => {
  expect(told(await toldBy(14)).filter((one) => one.startsWith('1: c'))).toHaveLength(1);
});

test('tags content with its type', async () => {
  const { items, tags } = await toldBy(21);
  expect(items.map(({ id, tags: own }) => [id, own.map((tag) => tags[tag])])).toContainEqual([
    'quiz-1',
    ['quiz'],
  ]);
});
