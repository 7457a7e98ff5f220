import { parentPort } from 'node:worker_threads';
import { createParquetPacker, type ParquetPacker } from './parquet-packer.ts';
import type { ColumnTypes, TableRows } from './table-columns.ts';

/** What a thread is asked to pack. */
export interface PackingTask {
  readonly types: ColumnTypes;
  /** Further rows; null where the table ends. */
  readonly rows: Pick<TableRows, 'count' | 'columns'> | null;
}

/* A thread that packs the rows of one table after another. */
let packer: ParquetPacker | null = null;
parentPort?.on('message', ({ types, rows }: PackingTask) => {
  packer ??= createParquetPacker(types);
  const packed = rows === null ? packer.finish() : packer.add(rows);
  if (rows === null) packer = null;
  parentPort?.postMessage(packed, [packed.buffer]);
});
