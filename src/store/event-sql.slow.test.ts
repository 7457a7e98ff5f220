import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openEmbeddedLog } from '../../test/fixtures/embedded-stores.ts';
import { LIFE_VERBS, lifeOf } from '../domain/life.ts';
import { moment } from '../domain/moment.ts';
import { lifeAsOf } from './event-sql.ts';
import { named } from './statement.ts';

const LATEST = 9;
const DRAWN = 3_000;

let stores: Awaited<ReturnType<typeof openEmbeddedLog>>;
beforeAll(async () => {
  stores = await openEmbeddedLog();
});
afterAll(() => stores.close());

/** Few times, so that many facts share one. */
const facts = fc.array(
  fc.record({ verb: fc.constantFrom(...LIFE_VERBS), at: fc.integer({ min: 1, max: LATEST }).map(moment) }),
  { maxLength: 8 },
);

test('SQL and TypeScript agree where an enrolment stands, at every moment of any life', async () => {
  const lives = fc.sample(facts, DRAWN);
  const timesOf = (verb: string) =>
    lives.map((life) => life.filter((fact) => fact.verb === verb).map(({ at }) => at));
  const moments = Array.from({ length: LATEST + 2 }, (_, at) => moment(at));
  const rows = await stores.eventLog.rows<{ nth: number; at: number; state: string; since: number }>(
    named(
      'drawn-lives',
      `select nth, toInt32(moment) as at, life.state as state, toInt32(life.since) as since
       from (
         select nth, moment, ${lifeAsOf('moment')} as life
         from (
           select nth, registered_times, withdrew_times, finished_times
           from (select 1)
           array join {registered:Array(Array(Int64))} as registered_times,
             {withdrew:Array(Array(Int64))} as withdrew_times,
             {finished:Array(Array(Int64))} as finished_times,
             arrayEnumerate({registered:Array(Array(Int64))}) as nth
         )
         array join {moments:Array(Int64)} as moment
       )
       order by nth, at`,
    ),
    {
      registered: timesOf('registered'),
      withdrew: timesOf('withdrew'),
      finished: timesOf('finished'),
      moments,
    },
  );
  const expected = lives.flatMap((life, index) =>
    moments.map((at) => {
      const { state, since } = lifeOf(life.filter((fact) => fact.at < at)) ?? { state: '', since: 0 };
      return { nth: index + 1, at, state, since };
    }),
  );
  expect(rows).toEqual(expected);
  expect(new Set(rows.map(({ state }) => state))).toEqual(
    new Set(['', 'registered', 'withdrawn', 'finished']),
  );
});
