import { existsSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { DiskFullError } from '../../errors.ts';
import { type EventLog, openEmbeddedEventLog } from '../../store/event-log.ts';

/** ClickHouse in this process, over the files of a run folder. It holds no data of its own. */
export interface Tables {
  rows<Row>(sql: string, params?: Record<string, unknown>): Promise<Row[]>;
  /**
   * Writes the result of `select` to `<path>.parquet` and `<path>.csv`, each completely or not at all. Returns the
   * number of rows.
   */
  write(select: string, path: string, params?: Record<string, unknown>): Promise<number>;
  /** Writes the result of `select` to several pairs of files. Returns how many rows each pair has. */
  writeParts<Part extends string>(asked: PartsAsked<Part>): Promise<Record<Part, number>>;
  /** Writes a CSV file for each value of `partition`; a `{_partition_id}` in `path` stands for it. */
  writeEach(select: string, partition: string, path: string): Promise<void>;
  close(): Promise<void>;
}

/** A query whose result is written to `<folder>/<part>.parquet` and `.csv` for each part. */
export interface PartsAsked<Part extends string> {
  readonly select: string;
  /** A SQL expression for the part that a row belongs to. */
  readonly part: string;
  readonly parts: readonly Part[];
  /** How many rows there are in all. */
  readonly rows: number;
  readonly folder: string;
  readonly params: Record<string, unknown>;
}

/** Takes half the processor time of zstd with bloom filters, which no stage uses; the files are a third larger. */
const QUICK_PARQUET =
  "output_format_parquet_compression_method = 'snappy', output_format_parquet_write_bloom_filter = 0";

/** Small blocks of results take little memory. */
const FRUGAL =
  'output_format_parquet_row_group_size = 20000, max_insert_block_size = 8192, min_insert_block_size_rows = 8192, min_insert_block_size_bytes = 1000000, max_block_size = 8192';

/** Rows keep the order in which they are read. With a second thread, joins change the order of some rows. */
const IN_ORDER =
  'max_threads = 1, input_format_parallel_parsing = 0, output_format_parallel_formatting = 0, output_format_parquet_parallel_encoding = 0, input_format_parquet_preserve_order = 1';

/** Times in ISO 8601, and an empty text for null, also for the null columns of a join without a match. */
const AS_TEXT =
  "date_time_input_format = 'best_effort', date_time_output_format = 'iso', format_csv_null_representation = '', join_use_nulls = 1";

/**
 * A cached count may belong to an earlier file of the same name; the types of the columns do not matter for counting.
 */
const COUNTING = 'use_cache_for_count_from_files = 0, input_format_max_rows_to_read_for_schema_inference = 1';

type Format = 'Parquet' | 'CSVWithNames';

/** ClickHouse reports no error where the disk is full, and leaves a truncated file. */
const notWhole = (file: string) =>
  new DiskFullError(
    `No room is left on the disk of ${file}, which was not written completely. Make room and run the command again.`,
  );

/** @param runFolder gets a folder for ClickHouse, which is removed on closing */
export async function openTables(runFolder: string): Promise<Tables> {
  removeLeftEngines(runFolder);
  const folder = join(runFolder, `${ENGINE}${process.pid}`);
  const engine = await openEmbeddedEventLog(folder);
  const files = tableFiles(engine);
  return {
    rows: (sql, params) => engine.rows(sql, params),
    async write(select, path, params) {
      await files.putParquet(select, path, params);
      const rows = await files.finish(path);
      await engine.trim();
      return rows;
    },
    async writeParts(asked) {
      const rows = await writeParts(asked, files);
      await engine.trim();
      return rows;
    },
    async writeEach(select, partition, path) {
      await files.insert(`${quoted(path)}, 'CSVWithNames') partition by ${partition}`, select);
      const [asked] = await engine.rows<{ rows: number }>(
        `select toUInt32(count()) as rows from (${select})`,
      );
      const written = path.replace('{_partition_id}', '*');
      if (asked !== undefined && asked.rows > 0 && (await files.rows(written, 'CSVWithNames')) !== asked.rows)
        throw notWhole(written);
    },
    async close() {
      await engine.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Files that ClickHouse writes. */
interface TableFiles {
  /** @param into the text after `file(`, up to the query */
  insert(into: string, select: string, params?: Record<string, unknown>): Promise<void>;
  /** Writes `<path>.parquet.part`. */
  putParquet(select: string, path: string, params?: Record<string, unknown>): Promise<void>;
  /** Moves a Parquet file into place, and writes the CSV file from it. Returns the number of rows. */
  finish(path: string): Promise<number>;
  /** How many rows a file holds. @throws DiskFullError where the file was not written completely */
  rows(file: string, format: Format): Promise<number>;
}

function tableFiles(engine: EventLog): TableFiles {
  const insert: TableFiles['insert'] = (into, select, params) =>
    engine.command(
      `insert into function file(${into} ${select} settings engine_file_truncate_on_insert = 1, ${FRUGAL}, ${IN_ORDER}, ${QUICK_PARQUET}, ${AS_TEXT}`,
      params,
    );
  const put = (select: string, part: string, format: Format, params?: Record<string, unknown>) =>
    insert(`${quoted(part)}, '${format}')`, select, params);
  const rows: TableFiles['rows'] = async (file, format) => {
    try {
      const [row] = await engine.rows<{ rows: number }>(
        `select toUInt32(count()) as rows from file(${quoted(file)}, '${format}') settings ${COUNTING}`,
      );
      return row?.rows ?? 0;
    } catch {
      throw notWhole(file);
    }
  };
  return {
    insert,
    rows,
    putParquet: (select, path, params) => put(select, `${path}.parquet.part`, 'Parquet', params),
    async finish(path) {
      const count = await rows(`${path}.parquet.part`, 'Parquet');
      renameSync(`${path}.parquet.part`, `${path}.parquet`);
      const part = `${path}.csv.part`;
      await put(`select * from ${parquet(`${path}.parquet`)}`, part, 'CSVWithNames');
      // ClickHouse cannot infer the types from a CSV header without rows.
      const isWhole = count === 0 ? statSync(part).size > 0 : (await rows(part, 'CSVWithNames')) === count;
      if (!isWhole) throw notWhole(part);
      renameSync(part, `${path}.csv`);
      return count;
    },
  };
}

async function writeParts<Part extends string>(
  { select, part, parts, rows: asked, folder, params }: PartsAsked<Part>,
  files: TableFiles,
): Promise<Record<Part, number>> {
  for (const name of parts) rmSync(join(folder, `${name}.parquet.part`), { force: true });
  const target = join(folder, '{_partition_id}.parquet.part');
  await files.insert(`${quoted(target)}, 'Parquet') partition by ${part}`, select, params);
  const rows = {} as Record<Part, number>;
  for (const name of parts) {
    const path = join(folder, name);
    // ClickHouse writes no file where there are no rows.
    if (!existsSync(`${path}.parquet.part`))
      await files.putParquet(`select * from (${select}) limit 0`, path, params);
    rows[name] = await files.finish(path);
  }
  const written = parts.reduce((sum, name) => sum + rows[name], 0);
  if (written !== asked) throw notWhole(target);
  return rows;
}

const ENGINE = '.engine-';

/** Removes the ClickHouse folders that killed processes left behind. */
function removeLeftEngines(runFolder: string): void {
  if (!existsSync(runFolder)) return;
  for (const name of readdirSync(runFolder))
    if (name.startsWith(ENGINE) && !isRunning(Number(name.slice(ENGINE.length))))
      rmSync(join(runFolder, name), { recursive: true, force: true });
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // The process is running and belongs to a different user.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** A column list as ClickHouse's file() takes it. */
const structure = (columns: Readonly<Record<string, string>>): string =>
  quoted(
    Object.entries(columns)
      .map(([name, type]) => `${name} ${type}`)
      .join(', '),
  );

/** The FROM clause for a Parquet file; `*` stands for any part of a name. */
export const parquet = (path: string): string => `file(${quoted(path)}, 'Parquet')`;

/** The FROM clause for a file of JSON lines. */
export const jsonLines = (path: string, columns: Readonly<Record<string, string>>): string =>
  `file(${quoted(path)}, 'JSONEachRow', ${structure(columns)})`;

/** `text` as a string literal of ClickHouse's SQL. */
export const quoted = (text: string): string => `'${text.replace(/[\\']/g, '\\$&')}'`;
