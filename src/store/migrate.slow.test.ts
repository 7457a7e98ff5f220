import { readdirSync } from 'node:fs';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type EmbeddedStores, openEmbeddedStores } from '../../test/fixtures/embedded-stores.ts';
import { migrate } from './migrate.ts';

let stores: EmbeddedStores;
beforeAll(async () => {
  stores = await openEmbeddedStores();
});
afterAll(() => stores.close());

const files = (folder: string) => readdirSync(`db/${folder}`).filter((file) => file.endsWith('.sql'));

const stateTables = async () =>
  (
    await sql<{ name: string }>`select table_name as name from information_schema.tables
      where table_schema = 'public' order by table_name`.execute(stores.state)
  ).rows.map(({ name }) => name);

const logTables = async () =>
  (await stores.eventLog.rows<{ name: string }>('show tables')).map(({ name }) => name).toSorted();

describe('migrating', () => {
  test('makes the tables of both stores and records the migrations it has applied', async () => {
    expect(await stateTables()).toEqual([
      'decision',
      'drift_check',
      'import_run',
      'inbox_message',
      'learner',
      'learner_demographic',
      'learner_profile',
      'migration',
      'model',
      'model_decision',
      'outbox',
      'presentation',
      'scoring_run',
      'settings_version',
      'unsent_message',
    ]);
    expect(await logTables()).toEqual([
      'activity_event',
      'insight_decision',
      'migration',
      'oulad_click',
      'risk',
    ]);
    const applied = await sql<{ name: string }>`select name from migration order by name`.execute(
      stores.state,
    );
    expect(applied.rows.map(({ name }) => name)).toEqual(files('postgres').map((file) => `postgres/${file}`));
  });

  test('again changes nothing and loses nothing', async () => {
    await stores.state.insertInto('learner').values({ id: 'ada' }).execute();
    await stores.eventLog.insert('risk', [
      {
        presentation_id: 'A',
        learner_id: 'ada',
        as_of: '2014-01-01 00:00:00',
        model_id: 'm',
        probability: 0.5,
        reasons: '[]',
        run_id: 'r',
      },
    ]);
    expect(await migrate(stores.state, stores.eventLog, null)).toEqual({ state: [], eventLog: [] });
    expect(await stores.state.selectFrom('learner').select('id').execute()).toEqual([{ id: 'ada' }]);
    expect(await stores.eventLog.rows('select learner_id from risk')).toEqual([{ learner_id: 'ada' }]);
  });

  test('applies new migrations, and may repeat the statements of the event log after a crash', async () => {
    await stores.eventLog.command(`delete from migration where name = 'clickhouse/0001_event_log.sql'`);
    expect(await migrate(stores.state, stores.eventLog, null)).toEqual({
      state: [],
      eventLog: ['clickhouse/0001_event_log.sql'],
    });
    expect(await stores.eventLog.rows('select learner_id from risk')).toEqual([{ learner_id: 'ada' }]);
  });

  test('applies a state migration whole or not at all', async () => {
    // The migration's first table can be made again; its second one exists already.
    await sql`alter table presentation rename to moved`.execute(stores.state);
    const before = await stateTables();
    await sql`delete from migration where name = 'postgres/0001_state.sql'`.execute(stores.state);
    await expect(migrate(stores.state, stores.eventLog, null)).rejects.toThrow(/already exists/);
    const applied = await sql<{ name: string }>`select name from migration order by name`.execute(
      stores.state,
    );
    expect(applied.rows.map(({ name }) => name)).not.toContain('postgres/0001_state.sql');
    expect(await stateTables()).toEqual(before);
  });
});

test('every migration is numbered, without a gap', () => {
  for (const folder of ['postgres', 'clickhouse', 'clickhouse/cluster']) {
    const numbers = files(folder).map((file) => /^(\d{4})_\w+\.sql$/.exec(file)?.[1]);
    expect(numbers).toEqual(numbers.map((_, nth) => String(nth + 1).padStart(4, '0')));
  }
});
