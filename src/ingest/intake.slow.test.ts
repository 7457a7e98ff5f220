import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { courseWith } from '../../test/fixtures/course-events.ts';
import { type EmbeddedStores, openEmbeddedStores } from '../../test/fixtures/embedded-stores.ts';
import { moment } from '../domain/moment.ts';
import { OverloadedError } from '../errors.ts';
import { putPresentation } from '../store/presentations.ts';
import type { EventOutcome } from './accept-events.ts';
import { createIntake } from './intake.ts';

const NOW = moment(Date.parse('2014-04-07T09:00:00Z'));
const course = courseWith('BBB-2014B');

let stores: EmbeddedStores;
beforeAll(async () => {
  stores = await openEmbeddedStores();
  await putPresentation(stores.state, course);
});
afterAll(() => stores.close());

const posted = (id: string, changes: Record<string, unknown> = {}) => ({
  id,
  learnerId: 'ada',
  presentationId: course.id,
  verb: 'interacted',
  occurredAt: '2014-04-06T18:20:00Z',
  ...changes,
});

/** An intake that counts its inserts, over a log that can be made to fail. */
function counted(fail: (lines: string) => Error | null = () => null) {
  let inserts = 0;
  const told: string[][] = [];
  const eventLog: typeof stores.eventLog = {
    ...stores.eventLog,
    insertTsv: async (table, columns, lines) => {
      inserts += 1;
      const failure = fail(String(lines));
      if (failure !== null) throw failure;
      await stores.eventLog.insertTsv(table, columns, lines);
    },
  };
  const intake = createIntake({ state: stores.state, eventLog }, (changed) => told.push([...changed.keys()]));
  const accept = (...events: unknown[]) => intake.accept(events, NOW);
  return { accept, inserts: () => inserts, told };
}

const statuses = (outcomes: readonly EventOutcome[]) => outcomes.map(({ status }) => status);

describe('requests that come together', () => {
  test('are one insert, and each gets its own outcomes in its own order', async () => {
    const { accept, inserts, told } = counted();
    const answers = await Promise.all([
      accept(posted('g-first')),
      accept(posted('g-1'), 'no event', posted('g-2')),
      accept(posted('g-1')),
      accept(posted('g-1', { learnerId: 'bob' })),
      accept(posted('g-3', { presentationId: 'ZZZ' })),
    ]);
    expect(answers.map(statuses)).toEqual([
      ['accepted'],
      ['accepted', 'refused', 'accepted'],
      ['known'],
      ['accepted'],
      ['refused'],
    ]);
    expect(inserts()).toBe(2);
    expect(told).toEqual([[course.id], [course.id]]);
    const rows = await stores.eventLog.rows(`select * from activity_event final where event_id like 'g-%'`);
    expect(rows).toHaveLength(4);
  });

  test('fail alone where only one of them fails', async () => {
    const { accept } = counted((lines) => (lines.includes('poison') ? new Error('not this one') : null));
    const answers = await Promise.allSettled([
      accept(posted('f-0')),
      accept(posted('f-1')),
      accept(posted('poison')),
      accept(posted('f-2')),
    ]);
    expect(answers.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected', 'fulfilled']);
    expect(statuses(await accept(posted('f-1'), posted('f-2'), posted('f-3')))).toEqual([
      'known',
      'known',
      'accepted',
    ]);
  });

  test('may score a response twice: the later scores stay', async () => {
    const { accept } = counted();
    const scored = (scorePercent: number) =>
      accept(posted('response:1', { verb: 'response_scored', scorePercent }));
    const answers = await Promise.all([accept(posted('s-0')), scored(80), scored(60), scored(60)]);
    expect(answers.flatMap(statuses)).toEqual(['accepted', 'accepted', 'accepted', 'known']);
    const rows = await stores.eventLog.rows<{ score: number }>(
      `select toFloat64(score_percent) as score from activity_event final where event_id = 'response:1'`,
    );
    expect(rows).toEqual([{ score: 60 }]);
  });

  test('have to come again where too much waits, and nothing of them is stored', async () => {
    const { accept } = counted();
    const refusedOnes = (count: number) => Array.from({ length: count }, () => 'no event');
    const full = Array.from({ length: 6 }, () => accept(...refusedOnes(10_000)));
    await expect(async () => accept(posted('late'))).rejects.toThrow(OverloadedError);
    expect((await Promise.all(full)).flat()).toHaveLength(60_000);
    expect(statuses(await accept(posted('late')))).toEqual(['accepted']);
  });
});

test('a learner or a presentation that is new in a later request is found', async () => {
  const { accept } = counted();
  const late = courseWith('LATE-2014B');
  const event = posted('n-1', { presentationId: late.id, learnerId: 'newcomer' });
  expect(statuses(await accept(event))).toEqual(['refused']);
  await putPresentation(stores.state, late);
  expect(statuses(await accept(event))).toEqual(['accepted']);
  const learner = stores.state.selectFrom('learner').selectAll().where('id', '=', 'newcomer');
  expect(await learner.execute()).toHaveLength(1);
});
