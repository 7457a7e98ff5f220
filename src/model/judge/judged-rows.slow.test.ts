import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { courseWith } from '../../../test/fixtures/course-events.ts';
import { openEmbeddedLog } from '../../../test/fixtures/embedded-stores.ts';
import { handMadeModel } from '../../../test/fixtures/hand-made-model.ts';
import { twoKindsOfLearners } from '../../../test/fixtures/two-kinds-of-learners.ts';
import { type CalendarDate, dateOf, moment } from '../../domain/moment.ts';
import { dateOfDay, endOf, type Presentation } from '../../domain/presentation.ts';
import { InputError } from '../../errors.ts';
import { appendEvents } from '../../ingest/append.ts';
import { createModel } from '../model-file.ts';
import { daysToJudge, judgedRows, unseenPresentations } from './judged-rows.ts';

const season = (id: string, startsOn: string) =>
  courseWith(id, { startsOn: startsOn as CalendarDate, lengthDays: 70 });
const EARLY = season('AAA-2013B', '2013-02-01');
const LEARNT = season('AAA-2013J', '2013-10-01');
const BESIDE = season('BBB-2013J', '2013-10-01');
const LATER = season('AAA-2014B', '2014-02-01');
const LAST = season('BBB-2014J', '2014-10-01');
const ALL = [EARLY, LEARNT, BESIDE, LATER, LAST];
const NOW = moment(Date.parse('2014-11-01T00:00:00Z'));

const model = handMadeModel([LEARNT.id]);
const ids = (presentations: readonly Presentation[]) => presentations.map(({ id }) => id);

describe('presentations that may judge', () => {
  test('began after all that was learnt from, and are over', () => {
    expect(ids(unseenPresentations([model], ALL, NOW))).toEqual([LATER.id]);
    const afterAllIsOver = moment(Date.parse('2015-11-01T00:00:00Z'));
    expect(ids(unseenPresentations([model], ALL, afterAllIsOver))).toEqual([LATER.id, LAST.id]);
  });

  test('went on when every outcome that was learnt from was known, where the model says when that was', () => {
    const knowing = (knownOn: string) =>
      createModel({ ...model, trainedOn: { ...model.trainedOn, knownOn } });
    const afterAllIsOver = moment(Date.parse('2015-11-01T00:00:00Z'));
    expect(ids(unseenPresentations([knowing('2014-02-01')], ALL, NOW))).toEqual([LATER.id]);
    const over = dateOf(endOf(LATER));
    expect(ids(unseenPresentations([knowing(over)], ALL, afterAllIsOver))).toEqual([LAST.id]);
    expect(() => unseenPresentations([model, knowing('2016-01-01')], ALL, afterAllIsOver)).toThrow(
      /went on when their outcomes were known, on 2016-01-01/,
    );
  });

  test('judge on the days from which on the model could have served', () => {
    const all = daysToJudge(LATER, '');
    expect(daysToJudge(LATER, LATER.startsOn)).toEqual(all);
    expect(daysToJudge(LATER, dateOfDay(LATER, all[2]))).toEqual(all.slice(2));
    expect(daysToJudge(LATER, dateOf(endOf(LATER)))).toEqual([]);
  });

  test('are unseen by every model', () => {
    const other = handMadeModel([LATER.id]);
    expect(() => unseenPresentations([model, other], ALL, NOW)).toThrow(InputError);
    expect(ids(unseenPresentations([model], [LATER], NOW))).toEqual([LATER.id]);
  });

  test('are refused where the data holds none, naming what it holds', () => {
    expect(() => unseenPresentations([model], [EARLY, LEARNT], NOW)).toThrow(
      /learnt from \(AAA-2013J\) and went on when their outcomes were known; it holds AAA-2013B, AAA-2013J/,
    );
  });
});

describe('rows that judge', () => {
  let stores: Awaited<ReturnType<typeof openEmbeddedLog>>;
  beforeAll(async () => {
    stores = await openEmbeddedLog();
    await appendEvents(
      stores.eventLog,
      [LATER, LAST].flatMap((course) => twoKindsOfLearners(course)),
    );
  });
  afterAll(() => stores.close());

  test('differ between models in the probability only, and are handed over with their indicators', async () => {
    const seen: number[] = [];
    const { rows, history } = await judgedRows(
      stores.eventLog,
      [model, handMadeModel([LEARNT.id], 3)],
      [LATER, LAST],
      ({ matrix }) => seen.push(matrix.rows),
    );
    expect(history).toMatchObject({ parts: [LATER.id, LAST.id], rows: seen[0] + seen[1], groups: 60 });
    const [first, second] = rows.map((all) => all.map(({ probability: _, ...rest }) => rest));
    expect(first).toEqual(second);
    expect(first).toHaveLength(history.rows);
    expect(rows[0].some(({ probability }, row) => probability !== rows[1][row].probability)).toBe(true);
    // Weekly, from day 7 to the last week of 70 days.
    expect([...new Set(first.map(({ day }) => day))]).toEqual([7, 14, 21, 28, 35, 42, 49, 56, 63]);
  });
});
