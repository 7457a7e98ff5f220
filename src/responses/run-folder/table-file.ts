import { closeSync, fsyncSync, openSync, renameSync, writeFileSync } from 'node:fs';
import { refuseIfDiskFull } from '../../store/disk-full.ts';
import type { PackRows } from '../telemetry/clean-threads.ts';
import { type ColumnTypes, csvHead, release, type TableRows } from './table-columns.ts';

/** A table being written. */
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

/** A table that is to be `<path>.parquet` and `<path>.csv`. */
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
    // Whoever waits for it learns of its failure; where an earlier one failed, nobody waits any more.
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
