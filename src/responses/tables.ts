import { existsSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { DiskFullError } from '../errors.ts';
import { openEmbeddedEventLog } from '../store/event-log.ts';

/** ClickHouse in this process, over the files of a run folder. It holds no data of its own. */
export interface Tables {
  rows<Row>(sql: string, params?: Record<string, unknown>): Promise<Row[]>;
  /**
   * Writes what `select` answers to `<path>.parquet` and `<path>.csv`, each whole or not at all. Returns how many rows
   * there are.
   */
  write(select: string, path: string, params?: Record<string, unknown>): Promise<number>;
  /** Writes what `select` answers to `<path>.parquet` alone. */
  writeParquet(select: string, path: string, params?: Record<string, unknown>): Promise<void>;
  /** Writes a CSV file for each value of `partition`; a `{_partition_id}` in `path` stands for it. */
  writeEach(select: string, partition: string, path: string): Promise<void>;
  close(): Promise<void>;
}

/** Answers in small blocks by one thread hold little memory. */
const FRUGAL =
  'engine_file_truncate_on_insert = 1, input_format_parallel_parsing = 0, output_format_parallel_formatting = 0, output_format_parquet_row_group_size = 20000, output_format_parquet_parallel_encoding = 0, max_insert_block_size = 8192, min_insert_block_size_rows = 8192, min_insert_block_size_bytes = 1000000, max_block_size = 8192, max_threads = 1';

/** Times in ISO 8601, and nothing for null, also where a join finds nothing. */
const AS_TEXT =
  "date_time_input_format = 'best_effort', date_time_output_format = 'iso', format_csv_null_representation = '', join_use_nulls = 1";

type Format = 'Parquet' | 'CSVWithNames';

/** The engine says nothing where a disk is full, and leaves the file cut off. */
const notWhole = (file: string) =>
  new DiskFullError(
    `No room is left on the disk of ${file}, which was not written whole. Make room and do it again.`,
  );

/** @param runFolder a folder in it is made for the engine, and removed on closing */
export async function openTables(runFolder: string): Promise<Tables> {
  removeLeftEngines(runFolder);
  const folder = join(runFolder, `${ENGINE}${process.pid}`);
  const engine = await openEmbeddedEventLog(folder);
  /** How many rows a file holds: it was written whole. */
  const writtenRows = async (file: string, format: Format): Promise<number> => {
    try {
      const [row] = await engine.rows<{ rows: number }>(
        `select toUInt32(count()) as rows from file(${quoted(file)}, '${format}')`,
      );
      return row?.rows ?? 0;
    } catch {
      throw notWhole(file);
    }
  };
  const write = async (select: string, path: string, format: Format, params?: Record<string, unknown>) => {
    const part = `${path}.part`;
    await engine.command(
      `insert into function file(${quoted(part)}, '${format}') ${select}
       settings ${FRUGAL}, ${AS_TEXT}`,
      params,
    );
    return part;
  };
  const writeParquet = async (select: string, path: string, params?: Record<string, unknown>) => {
    const part = await write(select, `${path}.parquet`, 'Parquet', params);
    const rows = await writtenRows(part, 'Parquet');
    renameSync(part, `${path}.parquet`);
    return rows;
  };
  return {
    rows: (sql, params) => engine.rows(sql, params),
    async write(select, path, params) {
      const rows = await writeParquet(select, path, params);
      const part = await write(`select * from ${parquet(`${path}.parquet`)}`, `${path}.csv`, 'CSVWithNames');
      // Of a head without rows the engine cannot tell the types.
      const isWhole =
        rows === 0 ? statSync(part).size > 0 : (await writtenRows(part, 'CSVWithNames')) === rows;
      if (!isWhole) throw notWhole(part);
      renameSync(part, `${path}.csv`);
      await engine.trim();
      return rows;
    },
    async writeParquet(select, path, params) {
      await writeParquet(select, path, params);
    },
    async writeEach(select, partition, path) {
      await engine.command(
        `insert into function file(${quoted(path)}, 'CSVWithNames') partition by ${partition} ${select}
         settings ${FRUGAL}, ${AS_TEXT}`,
      );
      const [asked] = await engine.rows<{ rows: number }>(
        `select toUInt32(count()) as rows from (${select})`,
      );
      const files = path.replace('{_partition_id}', '*');
      if (asked !== undefined && asked.rows > 0 && (await writtenRows(files, 'CSVWithNames')) !== asked.rows)
        throw notWhole(files);
    },
    async close() {
      await engine.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

const ENGINE = '.engine-';

/** Engines of processes that were killed. */
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
    // It runs, and belongs to somebody else.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** A column list as ClickHouse's file() takes it. */
export const structure = (columns: Readonly<Record<string, string>>): string =>
  quoted(
    Object.entries(columns)
      .map(([name, type]) => `${name} ${type}`)
      .join(', '),
  );

/** The FROM of a Parquet file; `*` stands for any part of a name. */
export const parquet = (path: string): string => `file(${quoted(path)}, 'Parquet')`;

/** The FROM of a file of JSON lines. */
export const jsonLines = (path: string, columns: Readonly<Record<string, string>>): string =>
  `file(${quoted(path)}, 'JSONEachRow', ${structure(columns)})`;

/** `text` as a string of ClickHouse's SQL. */
export const quoted = (text: string): string => `'${text.replace(/[\\']/g, '\\$&')}'`;
