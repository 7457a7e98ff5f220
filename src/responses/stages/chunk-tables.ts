import { join } from 'node:path';
import { openTableFile, type TableFile } from '../run-folder/table-file.ts';
import type { PackRows } from '../telemetry/clean-threads.ts';
import type { ReadRecords } from '../telemetry/record-reading.ts';
import { RESPONSE_COLUMNS } from '../telemetry/response.ts';

/** Tables of responses, one for each chunk of records. One chunk is written to disk while the next is read. */
export interface ChunkTables {
  add(read: ReadRecords): Promise<void>;
  isFull(): boolean;
  /** Ends a chunk. Once its files are in place, `save` is called with the names of all files. */
  end(save: (files: readonly string[]) => void): Promise<void>;
  /** Waits for the chunk that ended last. Returns the names of all files. */
  finish(): Promise<readonly string[]>;
  /** Gives up the pending table, which belongs to a chunk that never ended. */
  abandon(): Promise<void>;
}

/**
 * @param earlierFiles names of the files of an earlier run, two for each chunk
 * @param packer is called for each table
 */
export function openChunkTables(
  folder: string,
  earlierFiles: readonly string[],
  chunkRecords: number,
  packer: () => PackRows,
): ChunkTables {
  const files = [...earlierFiles];
  let records = 0;
  /** Null as long as there is no response. */
  let table: TableFile | null = null;
  let writing: Promise<void> = Promise.resolve();
  const name = () => `responses-${String(files.length / 2 + 1).padStart(5, '0')}`;
  return {
    async add(read) {
      records += read.counts.records;
      if (read.responses.count === 0) return;
      table ??= openTableFile(join(folder, name()), RESPONSE_COLUMNS, packer());
      await table.add(read.responses);
    },
    isFull: () => records >= chunkRecords,
    async end(save) {
      const ended = table;
      if (ended !== null) files.push(`${name()}.parquet`, `${name()}.csv`);
      const written = [...files];
      await writing;
      writing = finishTable(ended).then(() => save(written));
      // The next caller that awaits this promise sees its failure.
      writing.catch(() => {});
      table = null;
      records = 0;
    },
    async finish() {
      await writing;
      return files;
    },
    async abandon() {
      await writing.catch(() => {});
      table?.abandon();
    },
  };
}

const finishTable = async (table: TableFile | null): Promise<void> => table?.finish();
