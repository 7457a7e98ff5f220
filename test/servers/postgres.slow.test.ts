import pg from 'pg';
import { expect, test } from 'vitest';
import { startPostgres } from './postgres.ts';

test('a PostgreSQL server executes statements until it is stopped', async () => {
  const server = await startPostgres();
  const client = new pg.Client({ connectionString: server.url });
  await client.connect();
  await client.query('create table learner (id text primary key)');
  await client.query("insert into learner values ('é'), ('f'), ('E')");
  // The embedded store orders text by code point; a server that ordered by a language would say E, é, f.
  expect((await client.query('select id from learner order by id')).rows).toEqual([
    { id: 'E' },
    { id: 'f' },
    { id: 'é' },
  ]);
  await client.end();
  await server.stop();
  await expect(new pg.Client({ connectionString: server.url }).connect()).rejects.toThrow('ECONNREFUSED');
});
