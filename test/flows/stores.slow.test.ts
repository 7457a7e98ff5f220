import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readConfig } from '../../src/config.ts';
import { runCycle } from '../../src/cycle/cycle.ts';
import { cycleMoment } from '../../src/domain/cycle-moment.ts';
import { moment } from '../../src/domain/moment.ts';
import { momentOfDay, presentationId } from '../../src/domain/presentation.ts';
import { type IndicatorTable, indicatorsAt } from '../../src/features/indicators-at.ts';
import { importOulad } from '../../src/ingest/import.ts';
import { cycleContext, loadModel, openStores, type Stores } from '../../src/runtime.ts';
import { type EventLog, openServerEventLog } from '../../src/store/event-log.ts';
import { migrateEventLog } from '../../src/store/migrate.ts';
import { allPresentations, findPresentation } from '../../src/store/presentations.ts';
import { startClickHouse } from '../servers/clickhouse.ts';
import { startPostgres } from '../servers/postgres.ts';
import { writeSmallCourse } from './small-course.ts';

/** One learner in so many of the sample's: about 150 in each presentation. */
const ONE_OF = 12;

const clickhouse = await startClickHouse({ nodes: 2 });
const missing = 'missing' in clickhouse ? clickhouse.missing : null;

/** What one run of the flow stores. */
interface Flow {
  readonly table: IndicatorTable;
  readonly decisions: readonly unknown[];
  readonly inbox: readonly unknown[];
}

const folder = mkdtempSync(join(tmpdir(), 'rekindle-stores-'));
const ends: (() => Promise<void>)[] = [];
let course = '';
let embedded: Flow;

beforeAll(async () => {
  course = await writeSmallCourse(join(folder, 'course'), ONE_OF);
  embedded = await flow(await open('embedded', {}));
}, 180_000);

afterAll(async () => {
  for (const end of ends.reverse()) await end();
  if (!('missing' in clickhouse)) await clickhouse.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function open(name: string, env: Record<string, string>): Promise<Stores> {
  const stores = await openStores(readConfig({ ...env, REKINDLE_DATA_DIR: join(folder, name) }), 'test');
  ends.push(() => stores.close());
  return stores;
}

/** Import, indicators on a grid of moments of both presentations, two cycles. */
async function flow(stores: Stores): Promise<Flow> {
  await importOulad({
    path: course,
    ...stores,
    rejectsFile: join(folder, 'rejects.jsonl'),
    now: () => moment(Date.parse('2014-11-03T10:00:00Z')),
    importId: Date.now(),
    progress: () => {},
  });
  const presentations = await allPresentations(stores.state);
  const table = await indicatorsAt(
    stores.eventLog,
    presentations.map((presentation) => ({
      presentation,
      moments: [14, 63, 150, 231].map((day) => momentOfDay(presentation, day)),
    })),
  );
  const config = readConfig({});
  const context = cycleContext(config, stores, loadModel(config));
  const later = await findPresentation(stores.state, presentationId('BBB-2014B'));
  if (later === null) throw new Error('the sample has no BBB-2014B');
  for (const day of [63, 70]) await runCycle(context, later, cycleMoment(later, day));
  return {
    table,
    decisions: (await stores.state.selectFrom('decision').selectAll().orderBy('id').execute()).map(
      // Times by the clock of each store.
      ({ recorded_at: _, ...decision }) => decision,
    ),
    inbox: await stores.state.selectFrom('inbox_message').selectAll().orderBy('key').execute(),
  };
}

/** The names of the statements that a server's query log holds. */
async function statementsLogged(eventLog: EventLog): Promise<string[]> {
  await eventLog.command('system flush logs');
  const rows = await eventLog.rows<{ name: string }>(
    "select distinct log_comment as name from system.query_log where type = 'QueryFinish'",
  );
  return rows.map(({ name }) => name);
}

function expectSame(other: Flow): void {
  expect(embedded.table.rows).toBeGreaterThan(500);
  expect(other.table.learnerIds).toEqual(embedded.table.learnerIds);
  // Bytes, so that every digit counts and an unknown value equals an unknown one.
  expect(
    Buffer.from(other.table.values.slice().buffer).equals(Buffer.from(embedded.table.values.slice().buffer)),
  ).toBe(true);
  expect(embedded.decisions.length).toBeGreaterThan(100);
  expect(other.decisions).toEqual(embedded.decisions);
  expect(embedded.inbox.length).toBeGreaterThan(10);
  expect(other.inbox).toEqual(embedded.inbox);
}

describe.skipIf(missing !== null)(
  `the same flow on servers and in this process${missing === null ? '' : ` (skipped: ${missing})`}`,
  () => {
    const urls = 'missing' in clickhouse ? [] : clickhouse.urls;

    test('a cluster that the server does not know is refused', async () => {
      const log = await openServerEventLog({ url: urls[0] ?? '', cluster: 'nowhere' });
      await expect(migrateEventLog(log, 'nowhere')).rejects.toThrow(/cluster nowhere.*it knows rekindle/);
      await log.close();
    });

    test('a sharded cluster of two nodes gives the same to the last digit, each enrolment on one node', async () => {
      const postgres = await startPostgres();
      ends.push(() => postgres.stop());
      const address = (url: string | undefined) => `${url}/?cluster=rekindle`;
      // The second node gets its tables from its own migration.
      const second = await open('second', { CLICKHOUSE_URL: address(urls[1]), DATABASE_URL: postgres.url });
      const first = await open('first', { CLICKHOUSE_URL: address(urls[0]), DATABASE_URL: postgres.url });
      expectSame(await flow(first));
      const held = [first, second].map(async ({ eventLog }) => {
        const rows = await eventLog.rows<{ learner: string }>(
          "select distinct concat(presentation_id, '/', learner_id) as learner from rekindle.activity_event",
        );
        return rows.map((row) => row.learner);
      });
      const [here = [], there = []] = await Promise.all(held);
      expect(here.length).toBeGreaterThan(50);
      expect(there.length).toBeGreaterThan(50);
      expect(here.filter((learner) => there.includes(learner))).toEqual([]);
    }, 180_000);
  },
);

describe('a single ClickHouse server and PostgreSQL', () => {
  test.skipIf(missing !== null)(
    `give the same, and its query log names the statements${missing === null ? '' : ` (skipped: ${missing})`}`,
    async () => {
      const single = await startClickHouse({ nodes: 1 });
      if ('missing' in single) throw new Error(single.missing);
      ends.push(() => single.stop());
      const postgres = await startPostgres();
      ends.push(() => postgres.stop());
      const stores = await open('single', {
        CLICKHOUSE_URL: single.urls[0] ?? '',
        DATABASE_URL: postgres.url,
      });
      expectSame(await flow(stores));
      expect(await statementsLogged(stores.eventLog)).toEqual(
        expect.arrayContaining([
          'count-interactions',
          'indicators',
          'known-oulad-events',
          'staged-clicks',
          'submissions',
          'write-interactions',
        ]),
      );
    },
    180_000,
  );

  test('a server that does not answer is named', async () => {
    await expect(openServerEventLog({ url: 'http://127.0.0.1:9', cluster: null })).rejects.toThrow(
      /No ClickHouse server answers at CLICKHOUSE_URL/,
    );
  });
});
