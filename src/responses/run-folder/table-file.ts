import { closeSync, fsyncSync, openSync, renameSync, writeFileSync } from 'node:fs';
import { refuseIfDiskFull } from '../../store/disk-full.ts';
import type { PackRows } from '../telemetry/clean-threads.ts';
import { type ColumnTypes, csvHead, release, type TableRows } from './table-columns.ts';

/** A table being written. */
export interface TableFile {
  /** Waits where too many rows are still being packed. Takes over the memory of the rows. @throws DiskFullError */
  add(rows: TableRows): Promise<void>;
  /** Completes both files and moves them into place. @throws DiskFullError */
  finish(): Promise<void>;
  /** Gives up an unfinished table. Does nothing once it is finished. */
  abandon(): void;
}

/** How many parts of a table may be waiting to be packed: enough to pack a row group meanwhile. */
const MOST_UNDER_WAY = 8;

/** Opens a table that will be written as `<path>.parquet` and `<path>.csv`. */
export function openTableFile(path: string, types: ColumnTypes, pack: PackRows): TableFile {
  const parquet = openPart(`${path}.parquet`);
  const csv = openPart(`${path}.csv`);
  const underWay: Promise<void>[] = [];
  let head = csvHead(types);
  const take = (rows: TableRows | null) => {
    csv.append(head);
    head = '';
    const packed = pack(types, rows).then((bytes) => {
      parquet.append(bytes);
      release([bytes.buffer]);
    });
    if (rows !== null) {
      csv.append(rows.csv);
      release([rows.csv.buffer]);
    }
    // A caller that awaits this promise sees its failure. After an earlier failure nobody awaits it any more.
    packed.catch(() => {});
    underWay.push(packed);
  };
  return {
    async add(rows) {
      take(rows);
      if (underWay.length > MOST_UNDER_WAY) await underWay.shift();
    },
    async finish() {
      take(null);
      for (const one of underWay.splice(0)) await one;
      parquet.finish();
      csv.finish();
    },
    abandon() {
      parquet.abandon();
      csv.abandon();
    },
  };
}

/** A file that is moved into place once it is complete. */
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
  /** Opened when the first bytes arrive. */
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
