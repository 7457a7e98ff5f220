import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ClickHouseClient, ClickHouseLogLevel, createClient, TupleParam } from '@clickhouse/client';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { startClickHouse } from './clickhouse.ts';

const servers = await startClickHouse({ nodes: 2 });
const skipped = 'missing' in servers;
const reason = skipped ? ` (${servers.missing})` : '';

describe.skipIf(skipped)(`two ClickHouse nodes as one cluster${reason}`, () => {
  const { urls, cluster, stop } = skipped ? { urls: [], cluster: '', stop: async () => {} } : servers;
  const nodes: ClickHouseClient[] = [];
  const first = () => nodes[0] as ClickHouseClient;

  beforeAll(async () => {
    for (const url of urls) {
      const maker = createClient({ url });
      await maker.command({ query: 'create database school' });
      await maker.close();
      const node = createClient({
        url,
        database: 'school',
        // Two tests provoke a refusal, which need not appear in the report.
        log: { level: ClickHouseLogLevel.OFF },
        use_multipart_params_auto: true,
        clickhouse_settings: { distributed_foreground_insert: 1 },
      });
      await node.command({
        query:
          'create table visit (course String, learner String, clicks Int64) engine = MergeTree order by course',
      });
      nodes.push(node);
    }
    await first().command({
      query: `create table all_visit as visit engine = Distributed('${cluster}', school, visit, cityHash64(course, learner))`,
    });
    // Three courses, 100 learners, 1 + 2 + ... + 1000 = 500500 clicks.
    await first().command({
      query: `insert into all_visit select 'c' || toString(number % 3), toString(number % 100), number + 1 from numbers(1000)`,
    });
  });

  afterAll(async () => {
    for (const node of nodes) await node.close();
    await stop();
  });

  const rows = async (node: ClickHouseClient, query: string, query_params = {}) =>
    (await node.query({ query, query_params, format: 'JSONEachRow' })).json();

  test('know each other', async () => {
    for (const [index, node] of nodes.entries())
      expect(
        await rows(
          node,
          `select shard_num, is_local, getMacro('shard') as own from system.clusters where cluster = '${cluster}'`,
        ),
      ).toEqual(
        [1, 2].map((shard) => ({
          shard_num: shard,
          is_local: shard === index + 1 ? 1 : 0,
          own: `0${index + 1}`,
        })),
      );
  });

  test('each hold the rows that the sharding key gives to them', async () => {
    // Two shards of equal weight: the remainder of the key by two is the shard (ClickHouse, "Distributed Table Engine").
    const held = await Promise.all(
      nodes.map((node, index) =>
        rows(
          node,
          `select count() as rows, countIf(cityHash64(course, learner) % 2 != ${index}) as strays from visit`,
        ),
      ),
    );
    const [one, two] = held.flat() as { rows: number; strays: number }[];
    expect(one?.rows).toBeGreaterThan(0);
    expect(two?.rows).toBeGreaterThan(0);
    expect((one?.rows ?? 0) + (two?.rows ?? 0)).toBe(1000);
    expect([one?.strays, two?.strays]).toEqual([0, 0]);
    expect(await rows(first(), 'select count() as rows, sum(clicks) as clicks from all_visit')).toEqual([
      { rows: 1000, clicks: 500500 },
    ]);
  });

  test('run a complete sub-select on each shard', async () => {
    const perShard = (await rows(
      first(),
      `select shard, learners, clicks from cluster('${cluster}', view(
         select getMacro('shard') as shard, count() as learners, sum(clicks) as clicks
         from (select course, learner, sum(clicks) as clicks from school.visit group by course, learner)
       )) order by shard`,
    )) as { shard: string; learners: number; clicks: number }[];
    expect(perShard.map((row) => row.shard)).toEqual(['01', '02']);
    // Three courses by 100 learners, none of them on both shards.
    expect(perShard.reduce((sum, row) => sum + row.learners, 0)).toBe(300);
    expect(perShard.reduce((sum, row) => sum + row.clicks, 0)).toBe(500500);
  });

  test('take query parameters into the sub-select', async () => {
    const answer = await rows(
      first(),
      `select learner, clicks from cluster('${cluster}', view(
         select learner, sum(clicks) as clicks from school.visit
         where course = {course:String} and has({learners:Array(String)}, learner) group by learner
       )) order by learner`,
      { course: 'c0', learners: ['0', "it's\n\\"] },
    );
    // Learner 0 of course 0 has the numbers 0, 300, 600 and 900, and one click more than each.
    expect(answer).toEqual([{ learner: '0', clicks: 1804 }]);
  });

  describe('with a grid of moments as a parameter', () => {
    /** `count` courses with ten moments each. */
    const grid = (count: number) =>
      Array.from(
        { length: count },
        (_, course) =>
          new TupleParam([`c${course}`, Array.from({ length: 10 }, (_, week) => 1_391_212_800 + week)]),
      );
    const everyShard = `select courses, moments from cluster('${cluster}', view(
      select length(grid) as courses, arraySum(arrayMap(course -> length(course.2), grid)) as moments
      from (select {grid:Array(Tuple(String, Array(Int64)))} as grid)
    ))`;

    test('of 100 kilobytes, they answer', async () => {
      expect(await rows(first(), everyShard, { grid: grid(800) })).toEqual([
        { courses: 800, moments: 8000 },
        { courses: 800, moments: 8000 },
      ]);
    });

    test('of more than 128 kibibytes, they refuse it by name of the limit', async () => {
      await expect(rows(first(), everyShard, { grid: grid(1200) })).rejects.toThrow('Field value too long');
    });
  });

  test('move rows between tables as the select says', async () => {
    for (const node of nodes) await node.command({ query: 'create table copy as visit' });
    await first().command({
      query: `create table all_copy as copy engine = Distributed('${cluster}', school, copy, cityHash64(course, learner))`,
    });
    await first().command({
      query: `insert into all_copy select course, learner || '!', clicks from cluster('${cluster}', view(
                select course, learner, sum(clicks) as clicks from school.visit group by course, learner
              )) where course = 'c0'`,
      // By default each shard inserts the rows of its own view and omits the outer select.
      clickhouse_settings: { parallel_distributed_insert_select: '0' },
    });
    // The numbers 0, 3, ... 999, and one more than each.
    expect(
      await rows(
        first(),
        `select count() as learners, sum(clicks) as clicks, countIf(learner like '%!') as marked from all_copy`,
      ),
    ).toEqual([{ learners: 100, clicks: 167167, marked: 100 }]);
  });

  test('refuse a statement on the whole cluster, which needs Keeper', async () => {
    await expect(
      first().command({ query: `create table note on cluster ${cluster} (text String) engine = Memory` }),
    ).rejects.toThrow('Replicated DDL queries are disabled');
  });
});

test.skipIf(skipped)(`a ClickHouse server ends with the process that started it${reason}`, async () => {
  const folder = mkdtempSync(join(tmpdir(), 'rekindle-orphan-'));
  const script = `
    import { startClickHouse } from ${JSON.stringify(join(import.meta.dirname, 'clickhouse.ts'))};
    process.stdout.write((await startClickHouse({ nodes: 1 })).urls[0]);`;
  const starter = spawn(process.execPath, ['--input-type=module', '--eval', script], {
    env: { ...process.env, TMPDIR: folder },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [url] = (await once(starter.stdout, 'data')).map(String);
  expect((await fetch(`${url}/ping`)).ok).toBe(true);

  starter.kill('SIGKILL');
  await once(starter, 'exit');
  await vi.waitFor(() => expect(fetch(`${url}/ping`)).rejects.toThrow('fetch failed'), 30_000);
  rmSync(folder, { recursive: true });
});
