import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { atDay, courseWith, eventsIn } from '../../../test/fixtures/course-events.ts';
import { openEmbeddedLog } from '../../../test/fixtures/embedded-stores.ts';
import type { CalendarDate } from '../../domain/moment.ts';
import { courseId, type Presentation } from '../../domain/presentation.ts';
import { appendEvents } from '../../ingest/append.ts';
import { seasonsOf } from '../learn/seasons.ts';
import { contentSlices } from './content-slices.ts';

const startingOn = (id: string, startsOn: string) =>
  courseWith(id, { startsOn: startsOn as CalendarDate, lengthDays: 21 });

const presentations = [
  startingOn('AAA-2013B', '2013-02-04'),
  startingOn('AAA-2013J', '2013-10-07'),
  startingOn('AAA-2014B', '2014-02-03'),
];
const now = atDay(presentations[2], 100);
let stores: Awaited<ReturnType<typeof openEmbeddedLog>>;

/** Six learners and one page, which every second learner uses every week. */
const eventsOf = (presentation: Presentation) => {
  const { registered, clicked } = eventsIn(presentation);
  return ['a', 'b', 'c', 'd', 'e', 'f'].flatMap((learner, n) => [
    registered(learner, -1),
    ...[0, 7, 14].flatMap((day) => (n % 2 === 0 ? [clicked(learner, day + 1, 1, 'page')] : [])),
  ]);
};

beforeAll(async () => {
  stores = await openEmbeddedLog();
  await appendEvents(stores.eventLog, presentations.flatMap(eventsOf));
});
afterAll(() => stores.close());

const slicesUntil = (until: string | null, of = presentations) =>
  contentSlices(
    { eventLog: stores.eventLog, seed: 1, progress: () => {} },
    seasonsOf(of, until, now, () => 1),
  );

describe('the weeks of past presentations', () => {
  test('serve to learn, to choose and to judge in the order of their seasons', async () => {
    const { learn, choose, judge } = await slicesUntil(null);
    expect([learn.parts, choose.parts, judge.parts]).toEqual([['AAA-2013B'], ['AAA-2013J'], ['AAA-2014B']]);
    // Six learners, three weeks, one page.
    expect(learn.rows.labels).toHaveLength(18);
    expect(learn.rows.labels.reduce((sum, label) => sum + label, 0)).toBe(9);
    expect(judge.rows.users).toContain('AAA-2014B/f');
  });

  test('serve both to choose and to judge where nothing came later', async () => {
    const { choose, judge } = await slicesUntil('2014B', presentations.slice(1));
    expect(judge).toBe(choose);
    expect(choose.parts).toEqual(['AAA-2014B']);
  });

  test('without any use are refused for learning', async () => {
    const silent = startingOn('CCC-2012J', '2012-10-01');
    await expect(slicesUntil(null, [silent, presentations[0]])).rejects.toThrow(
      'No learner of CCC-2012J met any content',
    );
  });

  test('of only one season are refused for learning', async () => {
    const other = { ...startingOn('BBB-2013B', '2013-02-04'), courseId: courseId('BBB') };
    await expect(slicesUntil(null, [presentations[0], other])).rejects.toThrow('at least two start dates');
  });
});
