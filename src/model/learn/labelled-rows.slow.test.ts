import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { courseWith, eventsIn } from '../../../test/fixtures/course-events.ts';
import { openEmbeddedLog } from '../../../test/fixtures/embedded-stores.ts';
import { appendEvents } from '../../ingest/append.ts';
import { dropout } from '../targets/dropout.ts';
import { type LabelledRows, labelledRows } from './labelled-rows.ts';

const first = courseWith('AAA-2014B', { lengthDays: 50 });
const second = courseWith('BBB-2014B', { lengthDays: 30 });
const unfinished = courseWith('CCC-2014B');

let stores: Awaited<ReturnType<typeof openEmbeddedLog>>;
let rows: LabelledRows;

beforeAll(async () => {
  stores = await openEmbeddedLog();
  const a = eventsIn(first);
  const b = eventsIn(second);
  await appendEvents(stores.eventLog, [
    a.registered('leaves', -5),
    a.clicked('leaves', 3.5, 4),
    a.withdrew('leaves', 35.5),
    a.registered('passes', -5),
    a.clicked('passes', 3.5, 9),
    a.finished('passes', 50, 'pass'),
    a.registered('unknown', -5),
    b.registered('fails', -5),
    b.finished('fails', 30, 'fail'),
    b.registered('leavesEarly', -5),
    b.withdrew('leavesEarly', 2),
    eventsIn(unfinished).registered('unknown', -5),
  ]);
  const found = await labelledRows(stores.eventLog, dropout, [first, second, unfinished], (length) =>
    [14, 28, 42].filter((day) => day < length),
  );
  if (found === null) throw new Error('there are rows');
  rows = found;
});
afterAll(() => stores.close());

describe('rows', () => {
  test('cover everybody who is still registered and whose outcome is known', () => {
    expect(
      rows.rowOutcomes.map(({ learnerId, day, outcome, leadDays }) => [learnerId, day, outcome, leadDays]),
    ).toEqual([
      ['leaves', 14, 'withdrew', 21.5],
      ['passes', 14, 'pass', null],
      ['leaves', 28, 'withdrew', 7.5],
      ['passes', 28, 'pass', null],
      ['passes', 42, 'pass', null],
      ['fails', 14, 'fail', null],
      ['fails', 28, 'fail', null],
    ]);
    expect([...rows.labels]).toEqual([1, 0, 1, 0, 0, 1, 1]);
  });

  test('hold the indicators of their moment', () => {
    const { columns, values } = rows.matrix;
    const column = (name: string) =>
      rows.rowOutcomes.map((_, row) => values[row * columns.length + columns.indexOf(name)]);
    expect(column('clicks_total')).toEqual([4, 9, 4, 9, 9, 0, 0]);
    expect(column('course_day')).toEqual([14, 14, 28, 28, 42, 14, 28]);
    // Learners without a known outcome still belong to the course: the percentile is among all three.
    expect(column('clicks_total_pct')[0]).toBe(1 / 2);
  });

  test('say which history they come from: that of the presentations with rows, known when the last was over', () => {
    expect(rows.history).toMatchObject({
      parts: [first.id, second.id],
      rows: 7,
      groups: 3,
      from: '2014-02-17',
      to: '2014-03-17',
      knownOn: '2014-03-25',
    });
  });

  test('have a fingerprint of their own', async () => {
    const fewer = await labelledRows(stores.eventLog, dropout, [first], () => [14]);
    expect(fewer?.history.fingerprint).not.toBe(rows.history.fingerprint);
  });
});

test('there are none where no outcome is known', async () => {
  expect(await labelledRows(stores.eventLog, dropout, [unfinished], () => [14])).toBeNull();
});
