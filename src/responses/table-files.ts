import { closeSync, fsyncSync, openSync, renameSync, writeFileSync } from 'node:fs';
import { refuseIfDiskFull } from '../store/disk-full.ts';
import { type AnsweringThread, startThread } from './answering-thread.ts';
import type { PackingTask } from './packing-thread.ts';
import { type ColumnTypes, csvHead, memoryOf, type TableRows } from './table-columns.ts';

/** Writes tables to files, one after another. */
export interface TableFiles {
  /** A table that is to be `<path>.parquet` and `<path>.csv`. */
  open(path: string, types: ColumnTypes): TableFile;
  close(): Promise<unknown>;
}

export interface TableFile {
  /** Waits where too many rows are on their way. Takes the memory of the rows. @throws DiskFullError */
  add(rows: TableRows): Promise<void>;
  /** Puts both files in their places, each whole. @throws DiskFullError */
  finish(): Promise<void>;
  /** Leaves what is not finished. Does nothing where it is. */
  abandon(): void;
}

/** Parts of a table that may be on their way: enough that a row group is packed meanwhile. */
const MOST_UNDER_WAY = 8;

/** Parquet is packed by a thread of its own, which is started with the first table. */
export function openTableFiles(): TableFiles {
  let started: AnsweringThread<PackingTask, Uint8Array> | null = null;
  return {
    open(path, types) {
      started ??= startThread(new URL('packing-thread.ts', import.meta.url));
      const thread = started;
      const parquet = openPart(`${path}.parquet`);
      const csv = openPart(`${path}.csv`);
      let head = csvHead(types);
      const writeLines = (lines: TableRows['csv'] | '') => {
        if (head !== '') csv.append(head);
        head = '';
        csv.append(lines);
      };
      const underWay: Promise<void>[] = [];
      const pack = ({ rows, memory }: { rows: PackingTask['rows']; memory: ArrayBuffer[] }) => {
        const packed = thread.ask({ types, rows }, memory).then(parquet.append);
        // Who waits for it is told; where an earlier one failed, nobody waits any more.
        packed.catch(() => {});
        underWay.push(packed);
      };
      return {
        async add(rows) {
          writeLines(rows.csv);
          const { count, columns } = rows;
          pack({ rows: { count, columns }, memory: memoryOf(rows) });
          if (underWay.length > MOST_UNDER_WAY) await underWay.shift();
        },
        async finish() {
          writeLines('');
          pack({ rows: null, memory: [] });
          for (const one of underWay.splice(0)) await one;
          parquet.finish();
          csv.finish();
        },
        abandon() {
          parquet.abandon();
          csv.abandon();
        },
      };
    },
    close: async () => started?.end(),
  };
}

/** A file that is put in its place when it is whole. */
function openPart(path: string) {
  const part = `${path}.part`;
  const onDisk = <Done>(work: () => Done): Done => {
    try {
      return work();
    } catch (error) {
      refuseIfDiskFull(path, error);
      throw error;
    }
  };
  /** Opened with what comes first. */
  let file: number | null = null;
  let isLeft = false;
  const abandon = () => {
    if (file !== null) closeSync(file);
    file = null;
    isLeft = true;
  };
  return {
    abandon,
    append: (content: string | Uint8Array) =>
      onDisk(() => {
        if (isLeft) return;
        file ??= openSync(part, 'w');
        writeFileSync(file, content);
      }),
    finish() {
      onDisk(() => fsyncSync(file as number));
      abandon();
      renameSync(part, path);
    },
  };
}
