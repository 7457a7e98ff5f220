import { availableParallelism } from 'node:os';
import { transfer } from 'comlink';
import { type StartedWorker, startWorker } from '../../worker.ts';
import { type ColumnTypes, memoryOf, type TableRows } from '../run-folder/table-columns.ts';
import type { CleanThread } from './clean-thread.ts';
import type { ReadRecords, RecordReading } from './record-reading.ts';
import { type ReadBlock, readBlocks } from './record-stream.ts';

/** More threads would take memory and only wait for the thread that cuts the stream into blocks. */
const MOST_THREADS = 4;

const LIMITS = {
  // A thread's values are short-lived: with 6 MB of young generation it takes a sixth more time; 48 MB save no more
  // than 24.
  maxYoungGenerationSizeMb: 24,
  // Far more than is ever needed; with a limit the heap grows more slowly.
  maxOldGenerationSizeMb: 512,
};

/** The records of one block of a file, and how far the file is read. */
export interface RecordsRead extends Omit<ReadBlock, 'block'> {
  readonly read: ReadRecords;
}

/** Packs rows of one table (null at its end); resolves to the bytes to append to the table's Parquet file. */
export type PackRows = (types: ColumnTypes, rows: TableRows | null) => Promise<Uint8Array<ArrayBuffer>>;

/** Threads that do the slow work while the calling thread continues. */
export interface CleanThreads {
  /**
   * The records of a file, block by block in their order.
   *
   * @param startByte where an earlier reading ended, in the unpacked stream
   */
  recordsOf(path: string, startByte: number, reading: RecordReading): AsyncGenerator<RecordsRead>;
  /** A packer for one table; one thread packs all rows of a table. */
  packer(): PackRows;
  /** The sessions, built from a file of session ends. Threads that are not needed for this are ended first. */
  sessionsOf(path: string): AsyncGenerator<TableRows>;
  close(): Promise<void>;
}

type Thread = StartedWorker<CleanThread>;

/** Starts at most one thread for each core, and a further one only when all others are busy. */
export function openCleanThreads(): CleanThreads {
  const most = Math.min(availableParallelism(), MOST_THREADS);
  const threads: Thread[] = [];
  const freest = (): Thread => {
    const [least] = threads.toSorted((a, b) => a.waiting() - b.waiting());
    if (least !== undefined && (least.waiting() === 0 || threads.length === most)) return least;
    const started = startWorker<CleanThread>(new URL('clean-thread.ts', import.meta.url), LIMITS);
    threads.push(started);
    return started;
  };
  const endAll = async () => {
    await Promise.all(threads.splice(0).map((thread) => thread.end()));
  };
  return {
    async *recordsOf(path, startByte, reading) {
      let thread = freest();
      const underWay: Promise<RecordsRead>[] = [];
      for await (const { block, readBytes, totalBytes } of readBlocks(path, startByte)) {
        if (block.isFresh) thread = freest();
        const one = thread
          .ask((api) => api.read(transfer(block, [block.bytes.buffer]), reading))
          .then((read) => ({ read, readBytes, totalBytes }));
        // A caller that awaits this promise sees its failure. After an earlier failure nobody awaits it any more.
        one.catch(() => {});
        underWay.push(one);
        // So many blocks under way that the other threads have work even while one of them is packing.
        if (underWay.length > 2 * most) yield (await underWay.shift()) as RecordsRead;
      }
      for (const one of underWay) yield await one;
    },
    packer() {
      const thread = freest();
      return (types, rows) => {
        const handed = rows === null ? null : withoutCsv(rows);
        return thread.ask((api) => api.pack(types, handed));
      };
    },
    async *sessionsOf(path) {
      await endAll();
      const thread = freest();
      const further = () => thread.ask((api) => api.sessions(path));
      for (let rows = await further(); rows !== null; rows = await further()) yield rows;
    },
    close: endAll,
  };
}

/** The rows without their CSV, marked so that their memory is transferred. */
const withoutCsv = ({ count, columns }: TableRows) => transfer({ count, columns }, memoryOf({ columns }));
