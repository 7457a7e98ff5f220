import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { atDay, courseWith, eventsIn } from '../../../test/fixtures/course-events.ts';
import { openEmbeddedLog } from '../../../test/fixtures/embedded-stores.ts';
import { startClickHouse } from '../../../test/servers/clickhouse.ts';
import { appendEvents } from '../../ingest/append.ts';
import { type EventLog, openServerEventLog } from '../../store/event-log.ts';
import { migrateEventLog } from '../../store/migrate.ts';
import { phasesOfSessions } from './phase-sessions.ts';
import { DIVISIONS, type Division, responseCounts, scoreFigures } from './score-figures.ts';

const course = courseWith('AAA-2014B');
const other = courseWith('CCC-2014B');

/** Forty learners in two courses, five responses each; every seventh recording is blank. */
const events = [course, other].flatMap((presentation, half) => {
  const { clicked, spoke } = eventsIn(presentation);
  return Array.from({ length: 20 }, (_, n) => `learner-${half}-${n}`).flatMap((learner, n) => [
    clicked(learner, 1, 3),
    ...Array.from({ length: 5 }, (_, nth) =>
      spoke(learner, 1 + 2 * nth + n / 1440, {
        scorePercent: 40 + ((n * 7 + nth * 11) % 50),
        attributes: {
          phase: `P${nth + 1}`,
          phase_place: String(nth),
          milestone: `m${n % 2}`,
          session_id: `s${nth}`,
          engagement_score: String(30 + ((n + nth) % 40)),
          engagement_state: nth % 2 === 0 ? 'neutral' : 'engaged',
          audio_quality: (n + nth) % 7 === 0 ? 'blank' : 'good',
        },
      }),
    ),
  ]);
});
/** One of the responses is scored again. */
const scored = events.find(({ verb, attributes }) => verb === 'response_scored' && attributes.phase === 'P2');
const anew = scored === undefined ? [] : [{ ...scored, scorePercent: 99 }];

/**
 * The answers to every query on an event log, with numbers to nine digits, because shards add them up in a different
 * order.
 */
async function answers(eventLog: EventLog): Promise<unknown> {
  const asOf = atDay(course, 50);
  const scopes = [
    { presentationId: course.id, learnerId: null, asOf },
    { presentationId: null, learnerId: null, asOf },
    { presentationId: null, learnerId: 'learner-1-3', asOf },
  ];
  const found = [];
  for (const scope of scopes) {
    found.push(await responseCounts(eventLog, scope), await phasesOfSessions(eventLog, scope, 1000));
    for (const division of Object.keys(DIVISIONS) as Division[])
      found.push(await scoreFigures(eventLog, scope, division));
  }
  return JSON.parse(JSON.stringify(found), (_, value) =>
    typeof value === 'number' ? Number(value.toPrecision(9)) : value,
  );
}

const clickhouse = await startClickHouse({ nodes: 2 });
const missing = 'missing' in clickhouse ? clickhouse.missing : null;

let embedded: Awaited<ReturnType<typeof openEmbeddedLog>>;
beforeAll(async () => {
  embedded = await openEmbeddedLog();
  await appendEvents(embedded.eventLog, events);
  await appendEvents(embedded.eventLog, anew);
});
afterAll(async () => {
  await embedded.close();
  if (!('missing' in clickhouse)) await clickhouse.stop();
});

test('a scope without a presentation has the responses of all presentations, each with its latest scores', async () => {
  const asOf = atDay(course, 50);
  const all = { presentationId: null, learnerId: null, asOf };
  expect(await responseCounts(embedded.eventLog, all)).toMatchObject({ responses: 200, learners: 40 });
  const [own, second] = await scoreFigures(
    embedded.eventLog,
    { ...all, learnerId: scored?.learnerId ?? null },
    'phase',
  );
  expect(own).toMatchObject({ phase: 'P1', excluded: { blank: 1, distorted: 0 }, accuracy: null });
  expect(second).toMatchObject({ phase: 'P2', accuracy: { mean: 99, n: 1 } });
});

describe.skipIf(missing !== null)(`on a cluster${missing === null ? '' : ` (skipped: ${missing})`}`, () => {
  test('the answers equal those of a single store', async () => {
    const urls = 'missing' in clickhouse ? [] : clickhouse.urls;
    const logs: EventLog[] = [];
    for (const url of urls) {
      const log = await openServerEventLog({ url, cluster: 'rekindle' });
      await migrateEventLog(log, 'rekindle');
      logs.push(log);
    }
    const [first] = logs;
    if (first === undefined) throw new Error('no node');
    await appendEvents(first, events);
    await appendEvents(first, anew);
    expect(await answers(first)).toEqual(await answers(embedded.eventLog));
    for (const log of logs) await log.close();
  }, 120_000);
});
