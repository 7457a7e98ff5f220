import { afterAll, beforeAll, expect, test } from 'vitest';
import { atDay, courseWith, eventsIn } from '../../../test/fixtures/course-events.ts';
import { openEmbeddedLog } from '../../../test/fixtures/embedded-stores.ts';
import type { Outcome } from '../../domain/enrolment.ts';
import { appendEvents } from '../../ingest/append.ts';
import { dropoutLabel, type Ending, endingsOf } from './dropout.ts';

const course = courseWith('AAA-2014B');
const other = courseWith('BBB-2014B');
const { registered, withdrew, finished, event } = eventsIn(course);

let stores: Awaited<ReturnType<typeof openEmbeddedLog>>;
let endings: Record<string, Ending>;

beforeAll(async () => {
  stores = await openEmbeddedLog();
  await appendEvents(stores.eventLog, [
    ...[
      'passes',
      'shines',
      'fails',
      'leaves',
      'stays',
      'returns',
      'returnsAndLeaves',
      'corrected',
      'untold',
      'garbled',
      'failsAfterWithdrawal',
      'taken out',
      'taken out at once',
      'tries again',
      'told twice',
    ].map((learner) => registered(learner, -5)),
    finished('passes', 100, 'pass'),
    finished('shines', 100, 'distinction'),
    finished('fails', 100, 'fail'),
    withdrew('leaves', 40.5),
    withdrew('returns', 20),
    registered('returns', 30),
    withdrew('returnsAndLeaves', 20),
    registered('returnsAndLeaves', 30),
    withdrew('returnsAndLeaves', 50),
    finished('corrected', 100, 'fail'),
    finished('corrected', 110, 'pass'),
    event('finished', 'untold', 100),
    finished('garbled', 100, 'Passed!'),
    withdrew('failsAfterWithdrawal', 60),
    finished('failsAfterWithdrawal', 100, 'fail'),
    withdrew('unregistered', 10),
    finished('taken out', 100, 'pass'),
    withdrew('taken out', 100 + 1 / 86_400),
    finished('taken out at once', 100, 'pass'),
    withdrew('taken out at once', 100),
    finished('tries again', 30, 'fail'),
    registered('tries again', 31),
    { ...finished('told twice', 100, 'pass'), id: 'a' },
    { ...finished('told twice', 100, 'fail'), id: 'z' },
    eventsIn(other).finished('passes', 100, 'fail'),
  ]);
  endings = Object.fromEntries(await endingsOf(stores.eventLog, [course.id]));
});
afterAll(() => stores.close());

const ended = (outcome: Outcome, withdrewAt: number | null = null) => ({
  outcome,
  withdrewAt: withdrewAt === null ? null : atDay(course, withdrewAt),
});

test('the ending is the last recorded result; without a result it is a withdrawal for good', () => {
  expect(endings).toEqual({
    'AAA-2014B/passes': ended('pass'),
    'AAA-2014B/shines': ended('distinction'),
    'AAA-2014B/fails': ended('fail'),
    'AAA-2014B/failsAfterWithdrawal': ended('fail'),
    'AAA-2014B/corrected': ended('pass'),
    'AAA-2014B/leaves': ended('withdrew', 40.5),
    'AAA-2014B/returnsAndLeaves': ended('withdrew', 50),
    'AAA-2014B/taken out': ended('pass'),
    'AAA-2014B/taken out at once': ended('pass'),
    'AAA-2014B/told twice': ended('pass'),
  });
});

test('the ending is unknown while a learner stays or has come back, or finished without a known result', () => {
  for (const learner of ['stays', 'returns', 'tries again', 'untold', 'garbled', 'unregistered'])
    expect(endings).not.toHaveProperty([`AAA-2014B/${learner}`]);
});

test('without presentations there are no endings', async () => {
  expect(await endingsOf(stores.eventLog, [])).toEqual(new Map());
});

test('withdrawn and failed are dropouts', () => {
  expect(
    ['pass', 'distinction', 'fail', 'withdrew'].map((outcome) => dropoutLabel(ended(outcome as Outcome))),
  ).toEqual([0, 0, 1, 1]);
});
