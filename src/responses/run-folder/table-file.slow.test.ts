import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { responseRuns } from '../../../test/fixtures/response-runs.ts';
import { RESPONSE_COLUMNS } from '../telemetry/response.ts';
import { createParquetPacker } from './parquet-packer.ts';
import { type ColumnValues, parquetValues, tableRows } from './table-columns.ts';
import { openTableFile } from './table-file.ts';
import { parquet } from './tables.ts';

const here = responseRuns();

const AT = Date.parse('2025-03-04T10:00:00.007Z');

/** A row with every kind of value, whose audio is always null. There are more such rows than are packed together. */
const row = (n: number) => ({
  response_id: `r${n}`,
  user_id: `u${n % 7}`,
  session_id: '',
  language: n % 2 === 0 ? 'en' : null,
  expected_text: ['the "cat", sat', 'வணக்கம் 🙂', 'two\nlines', null][n % 4],
  response_text: `said ${n}`,
  accuracy_percent: n % 3 === 0 ? null : n / 8,
  audio: null,
  duration_seconds: n % 5 === 0 ? 0 : 0.1 * n,
  is_profane: n % 3 === 0,
  answered_at: AT + n * 999,
});

async function write(path: string, counts: readonly number[]) {
  mkdirSync(here.runFolder);
  const packer = createParquetPacker(RESPONSE_COLUMNS);
  const file = openTableFile(path, RESPONSE_COLUMNS, async (_, rows) =>
    rows === null ? packer.finish() : packer.add(rows),
  );
  let from = 0;
  for (const count of counts) {
    const rows = Array.from({ length: count }, (_, n) => row(from + n));
    from += count;
    await file.add(tableRows(rows, RESPONSE_COLUMNS));
  }
  expect(readdirSync(here.runFolder).filter((name) => !name.endsWith('.part'))).toEqual([]);
  await file.finish();
  expect(readdirSync(here.runFolder).sort()).toEqual(['table.csv', 'table.parquet']);
}

// ClickHouse reads these tables afterwards and writes the tables of later stages.
test('ClickHouse reads the same types, rows and order, and would write the same CSV', async () => {
  const path = join(here.runFolder, 'table');
  await write(path, [1, 9_000, 3_000, 500]);
  const types = await here.tables.rows<{ name: string; type: string }>(
    `describe ${parquet(`${path}.parquet`)}`,
  );
  expect(Object.fromEntries(types.map(({ name, type }) => [name, type]))).toEqual(RESPONSE_COLUMNS);
  const found = await here.tables.rows<{ answered_at: number }>(
    `select * replace(toUnixTimestamp64Milli(answered_at)::Float64 as answered_at) from ${parquet(`${path}.parquet`)}
     settings max_threads = 1, input_format_parquet_preserve_order = 1`,
  );
  expect(found).toEqual(Array.from({ length: 12_501 }, (_, n) => row(n)));
  await here.tables.write(`select * from ${parquet(`${path}.parquet`)}`, join(here.runFolder, 'engine'));
  expect(readFileSync(`${path}.csv`, 'utf8')).toBe(readFileSync(join(here.runFolder, 'engine.csv'), 'utf8'));
});

test('a table without rows has its columns', async () => {
  const path = join(here.runFolder, 'table');
  await write(path, []);
  const types = await here.tables.rows<{ name: string }>(`describe ${parquet(`${path}.parquet`)}`);
  expect(types.map(({ name }) => name)).toEqual(Object.keys(RESPONSE_COLUMNS));
  expect(readFileSync(`${path}.csv`, 'utf8').trimEnd().split(',')).toHaveLength(types.length);
});

// The Encoding standard turns half a surrogate pair into U+FFFD, three bytes as UTF-8.
test('halves of a character at the edges of two texts do not become one', () => {
  const { columns } = tableRows([{ text: 'a\ud83d' }, { text: null }, { text: '\ude42b' }], {
    text: 'String',
  });
  const values = parquetValues(columns[0] as ColumnValues, 'String') as (Uint8Array | null)[];
  expect(values.map((one) => one && Buffer.from(one).toString())).toEqual(['a\ufffd', null, '\ufffdb']);
});
