import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'kysely';
import { StoreError } from '../errors.ts';
import type { EventLog } from './event-log.ts';
import type { State } from './state.ts';

const FOLDER = join(import.meta.dirname, '..', '..', 'db');

/** Brings both stores to the newest layout, forward only. Running it again changes nothing. */
export async function migrate(
  state: State,
  eventLog: EventLog,
  cluster: string | null,
): Promise<{ state: string[]; eventLog: string[] }> {
  return { state: await migrateState(state), eventLog: await migrateEventLog(eventLog, cluster) };
}

async function migrateState(state: State): Promise<string[]> {
  await sql`create table if not exists migration (name text primary key, applied_at timestamptz not null default now())`.execute(
    state,
  );
  const applied = new Set(
    (await sql<{ name: string }>`select name from migration`.execute(state)).rows.map((row) => row.name),
  );
  const pending = migrationsIn('postgres').filter((migration) => !applied.has(migration.name));
  for (const migration of pending)
    await state.transaction().execute(async (transaction) => {
      // When two processes start together on one server, the second waits here and then finds the name taken.
      await sql`lock table migration in exclusive mode`.execute(transaction);
      const taken = await sql`select 1 from migration where name = ${migration.name}`.execute(transaction);
      if (taken.rows.length > 0) return;
      for (const statement of migration.statements) await sql.raw(statement).execute(transaction);
      await sql`insert into migration (name) values (${migration.name})`.execute(transaction);
    });
  return pending.map((migration) => migration.name);
}

/** ClickHouse has no transactions over several statements, so each statement is written to be repeatable. */
export async function migrateEventLog(eventLog: EventLog, cluster: string | null): Promise<string[]> {
  if (cluster !== null) await checkCluster(eventLog, cluster);
  await eventLog.command(
    'create table if not exists migration (name String, applied_at DateTime default now()) engine = MergeTree order by name',
  );
  const applied = new Set(
    (await eventLog.rows<{ name: string }>('select name from migration')).map((row) => row.name),
  );
  const all = [
    ...migrationsIn('clickhouse'),
    ...(cluster === null ? [] : migrationsIn(join('clickhouse', 'cluster'))),
  ];
  const pending = all.filter((migration) => !applied.has(migration.name));
  for (const migration of pending) {
    for (const statement of migration.statements)
      await eventLog.command(statement.replaceAll('{cluster}', cluster ?? ''));
    await eventLog.command('insert into migration (name) values ({name:String})', { name: migration.name });
  }
  return pending.map((migration) => migration.name);
}

/** ClickHouse accepts a Distributed table over an unknown cluster and fails only when the table is read. */
async function checkCluster(eventLog: EventLog, cluster: string): Promise<void> {
  const known = await eventLog.rows<{ cluster: string }>('select distinct cluster from system.clusters');
  if (!known.some((one) => one.cluster === cluster))
    throw new StoreError(
      `CLICKHOUSE_URL names the cluster ${cluster}, which the server does not know; it knows ${known.map((one) => one.cluster).join(', ') || 'none'}.`,
    );
}

function migrationsIn(folder: string): { name: string; statements: string[] }[] {
  return readdirSync(join(FOLDER, folder))
    .filter((file) => file.endsWith('.sql'))
    .sort()
    .map((file) => ({
      name: join(folder, file),
      statements: readFileSync(join(FOLDER, folder, file), 'utf8')
        .split(/;\s*$/m)
        .map((statement) => statement.trim())
        .filter((statement) => statement !== ''),
    }));
}
