import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { arbitraryPosts } from '../../test/fixtures/arbitrary-posts.ts';
import { courseWith } from '../../test/fixtures/course-events.ts';
import { type EmbeddedStores, openEmbeddedStores } from '../../test/fixtures/embedded-stores.ts';
import { startClickHouse } from '../../test/servers/clickhouse.ts';
import { addDays, moment } from '../domain/moment.ts';
import { openServerEventLog } from '../store/event-log.ts';
import { migrateEventLog } from '../store/migrate.ts';
import { putPresentation } from '../store/presentations.ts';
import { acceptEvents, type EventOutcome } from './accept-events.ts';

const NOW = moment(Date.parse('2014-04-07T09:00:00Z'));
const course = courseWith('BBB-2014B');

let stores: EmbeddedStores;
beforeAll(async () => {
  stores = await openEmbeddedStores();
  await putPresentation(stores.state, course);
});
afterAll(() => stores.close());

const accept = (...posted: unknown[]) => acceptEvents(posted, stores, NOW);

const posted = (id: string, changes: Record<string, unknown> = {}) => ({
  id,
  learnerId: 'ada',
  presentationId: course.id,
  verb: 'interacted',
  objectId: 'quiz-7',
  objectType: 'quiz',
  occurredAt: '2014-04-06T18:20:00Z',
  ...changes,
});

/** The names of the refused fields of one event. */
const refusedFields = async (changes: Record<string, unknown>) => {
  const [outcome] = (await accept(posted('refused', changes))).outcomes;
  return outcome?.status === 'refused' ? outcome.reasons.map(({ field }) => field) : outcome?.status;
};

const statuses = (outcomes: readonly EventOutcome[]) => outcomes.map(({ status }) => status);

const stored = (ids: readonly string[]) =>
  stores.eventLog.rows<Record<string, unknown>>(
    'select * from activity_event final where event_id in {ids:Array(String)} order by event_id',
    { ids },
  );

describe('a batch', () => {
  test('keeps its good events even if it has bad ones, and answers in its own order', async () => {
    const { outcomes } = await accept(
      posted('good-1'),
      posted('bad-1', { verb: 'slept', interactions: 0 }),
      'no event at all',
      posted('good-2', { learnerId: 'bob' }),
    );
    expect(outcomes).toEqual([
      { status: 'accepted', id: 'good-1' },
      {
        status: 'refused',
        id: 'bad-1',
        reasons: [
          { field: 'verb', problem: expect.stringContaining('interacted') },
          { field: 'interactions', problem: expect.stringContaining('>=1') },
        ],
      },
      { status: 'refused', id: null, reasons: [{ field: '(event)', problem: expect.any(String) }] },
      { status: 'accepted', id: 'good-2' },
    ]);
    expect((await stored(['good-1', 'bad-1', 'good-2'])).map((row) => row.event_id)).toEqual([
      'good-1',
      'good-2',
    ]);
  });

  test('may not report our own deliveries', async () => {
    const { outcomes } = await accept(posted('forged', { verb: 'nudge_delivered' }));
    expect(outcomes).toMatchObject([{ status: 'refused', reasons: [{ field: 'verb' }] }]);
  });

  test('stores its learners', async () => {
    await accept(posted('new-learner', { learnerId: 'newcomer' }));
    const rows = await stores.state.selectFrom('learner').selectAll().where('id', '=', 'newcomer').execute();
    expect(rows).toEqual([{ id: 'newcomer', time_zone: 'UTC', opted_out: false }]);
  });

  test('may be empty', async () => {
    expect(await accept()).toEqual({ outcomes: [], changedFrom: new Map() });
  });

  test('returns since when each presentation has changed: the earliest new event', async () => {
    await accept(posted('early', { occurredAt: '2014-03-01T00:00:00Z' }));
    const { changedFrom } = await accept(
      posted('late', { occurredAt: '2014-04-02T10:00:00Z' }),
      posted('middle', { occurredAt: '2014-03-20T10:00:00+02:00' }),
      posted('early', { occurredAt: '2014-03-01T00:00:00Z' }),
      posted('refused', { verb: 'slept', occurredAt: '2014-01-01T00:00:00Z' }),
    );
    expect(changedFrom).toEqual(new Map([[course.id, Date.parse('2014-03-20T08:00:00Z')]]));
  });

  test('may hold ten thousand events with ids of 200 characters', async () => {
    const long = (nth: number) => `${nth}`.padEnd(200, 'x');
    const { outcomes } = await accept(...Array.from({ length: 10_000 }, (_, nth) => posted(long(nth))));
    expect(new Set(statuses(outcomes))).toEqual(new Set(['accepted']));
    expect(await stored([long(0), long(9_999)])).toHaveLength(2);
    expect(statuses((await accept(posted(long(0)), posted(long(10_000)))).outcomes)).toEqual([
      'known',
      'accepted',
    ]);
  });
});

describe('an event', () => {
  test('comes out of the log as it was posted', async () => {
    await accept(
      posted('whole', {
        verb: 'submitted',
        occurredAt: '2014-04-06T20:20:00.123+02:00',
        interactions: 3,
        durationSeconds: 12.5,
        scorePercent: 87.5,
        attributes: { attempt: "1'st", path: 'a\\b\tc' },
      }),
    );
    expect(await stored(['whole'])).toEqual([
      {
        event_id: 'whole',
        presentation_id: course.id,
        learner_id: 'ada',
        occurred_at: '2014-04-06 18:20:00.123',
        day_precision: false,
        verb: 'submitted',
        object_id: 'quiz-7',
        object_type: 'quiz',
        interactions: 3,
        duration_seconds: 12.5,
        score_percent: 87.5,
        attributes: { attempt: "1'st", path: 'a\\b\tc' },
        source: 'api',
      },
    ]);
  });

  test('is recognised when it is posted again, in the same batch or later, and stays unchanged', async () => {
    expect(statuses((await accept(posted('twice'), posted('twice', { interactions: 9 }))).outcomes)).toEqual([
      'accepted',
      'known',
    ]);
    expect(statuses((await accept(posted('twice', { interactions: 7 }))).outcomes)).toEqual(['known']);
    expect(await stored(['twice'])).toMatchObject([{ interactions: 1 }]);
  });

  test.each([
    ['an id that is empty', { id: '' }, ['id']],
    ['an id of 201 characters', { id: 'x'.repeat(201) }, ['id']],
    ['a learner with a space', { learnerId: 'Ada L' }, ['learnerId']],
    ['no learner', { learnerId: undefined }, ['learnerId']],
    ['a learner of 101 characters', { learnerId: 'x'.repeat(101) }, ['learnerId']],
    ['an unknown presentation', { presentationId: 'ZZZ-2014B' }, ['presentationId']],
    ['an unknown verb', { verb: 'slept' }, ['verb']],
    ['a time without a zone', { occurredAt: '2014-04-06T18:20:00' }, ['occurredAt']],
    ['a day that does not exist', { occurredAt: '2014-02-30T18:20:00Z' }, ['occurredAt']],
    ['a time long ago', { occurredAt: '1969-12-31T23:59:59Z' }, ['occurredAt']],
    ['the future', { occurredAt: '2014-04-07T09:05:01Z' }, ['occurredAt']],
    ['no whole number of interactions', { interactions: 1.5 }, ['interactions']],
    ['too much time', { durationSeconds: 1_000_001 }, ['durationSeconds']],
    ['a time without a meaning', { occurredAt: 'yesterday' }, ['occurredAt']],
    ['a field that events do not have', { score: 90 }, ['score']],
    [
      'a spoken response scored above 100',
      { verb: 'response_scored', scorePercent: 100.5 },
      ['scorePercent'],
    ],
    ['an attribute that is no text', { attributes: { attempt: 2 } }, ['attributes.attempt']],
    ['an ending without a result', { verb: 'finished' }, ['attributes.result']],
    [
      'an ending with a result of its own',
      { verb: 'finished', attributes: { result: 'Pass' } },
      ['attributes.result'],
    ],
    ['several wrong fields', { verb: 1, interactions: 'A' }, ['verb', 'interactions']],
  ])('with %s is refused by field', async (_, changes, fields) => {
    expect(await refusedFields(changes)).toEqual(fields);
  });

  test.each([
    ['score', 'is no field of an event; did you mean scorePercent?'],
    ['score_percent', 'is no field of an event; did you mean scorePercent?'],
    ['userId', 'is no field of an event; did you mean learnerId?'],
    ['colour', expect.stringContaining('these are id, learnerId, presentationId')],
  ])('with the field %s can be sent again with the right one', async (field, problem) => {
    const id = `mended-${field}`;
    expect((await accept(posted(id, { [field]: 90 }))).outcomes).toEqual([
      { status: 'refused', id, reasons: [{ field, problem }] },
    ]);
    expect(statuses((await accept(posted(id, { scorePercent: 90 }))).outcomes)).toEqual(['accepted']);
  });

  test('of a clock that is slightly fast is accepted', async () => {
    expect(
      statuses((await accept(posted('ahead', { occurredAt: '2014-04-07T09:05:00Z' }))).outcomes),
    ).toEqual(['accepted']);
  });

  test('of an unknown presentation is refused with advice what to do', async () => {
    const [outcome] = (await accept(posted('a', { presentationId: 'ZZZ' }))).outcomes;
    expect(outcome).toMatchObject({
      reasons: [{ problem: 'ZZZ is not known; put it first (PUT /v1/presentations/{id})' }],
    });
  });
});

test('a new event removes the risks of later moments and no others', async () => {
  const days = [-1, 0, 1].map((days) => addDays(NOW, days - 7));
  await stores.state
    .insertInto('scoring_run')
    .values(
      days.map((at) => ({
        presentation_id: course.id,
        as_of: new Date(at),
        model_id: 'm',
        run_id: 'r',
        enrolments: 1,
      })),
    )
    .execute();
  const kept = async () =>
    (await stores.state.selectFrom('scoring_run').select('as_of').orderBy('as_of').execute()).map(
      ({ as_of }) => as_of.getTime(),
    );
  await accept(posted('good-1'), posted('bad', { verb: 'slept' }));
  expect(await kept()).toEqual(days);
  await accept(posted('fresh', { occurredAt: new Date(days[1]).toISOString() }));
  // The event happens at the second moment, so nothing has changed before that moment.
  expect(await kept()).toEqual(days.slice(0, 2));
});

const server = await startClickHouse({ nodes: 1 });

test.skipIf('missing' in server)(
  `a ClickHouse server takes as large a batch${'missing' in server ? ` (skipped: ${server.missing})` : ''}`,
  async () => {
    if ('missing' in server) throw new Error(server.missing);
    const eventLog = await openServerEventLog({ url: server.urls[0], cluster: null });
    await migrateEventLog(eventLog, null);
    const batch = Array.from({ length: 3_000 }, (_, nth) =>
      posted(`${nth}${'é'.repeat(100)}`, { learnerId: `learner-${nth}` }),
    );
    const onServer = () => acceptEvents(batch, { state: stores.state, eventLog }, NOW);
    expect(new Set(statuses((await onServer()).outcomes))).toEqual(new Set(['accepted']));
    expect(new Set(statuses((await onServer()).outcomes))).toEqual(new Set(['known']));
    await eventLog.close();
    await server.stop();
  },
);

describe('whatever is posted', () => {
  const { wild, event, nearlyRight } = arbitraryPosts(posted, course.id);

  test('every event has its outcome, and every accepted one is in the log and recognised from then on', async () => {
    let accepted = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.oneof({ weight: 4, arbitrary: nearlyRight }, event, wild), {
          minLength: 1,
          maxLength: 12,
        }),
        async (batch) => {
          // As JSON transports it.
          const sent = JSON.parse(JSON.stringify(batch)) as unknown[];
          const { outcomes } = await accept(...sent);
          expect(outcomes).toHaveLength(sent.length);
          for (const outcome of outcomes)
            if (outcome.status === 'refused')
              for (const { field, problem } of outcome.reasons) expect(field && problem).not.toBe('');
          const ids = outcomes.flatMap((outcome) => (outcome.status === 'accepted' ? [outcome.id] : []));
          accepted += ids.length;
          expect(await stored(ids)).toHaveLength(new Set(ids).size);
          const again = (await accept(...sent)).outcomes;
          expect(statuses(again)).toEqual(
            statuses(outcomes).map((status) => (status === 'accepted' ? 'known' : status)),
          );
        },
      ),
      { numRuns: 120 },
    );
    expect(accepted).toBeGreaterThan(100);
  });
});
