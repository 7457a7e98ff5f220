import { availableParallelism } from 'node:os';
import { transfer } from 'comlink';
import { type StartedWorker, startWorker } from '../../worker.ts';
import { type ColumnTypes, memoryOf, type TableRows } from '../run-folder/table-columns.ts';
import type { CleanThread } from './clean-thread.ts';
import type { ReadRecords, RecordReading } from './record-reading.ts';
import { type ReadBlock, readBlocks } from './record-stream.ts';

/** Further threads would wait for the one that cuts the stream into records, and take memory. */
const MOST_THREADS = 4;

const LIMITS = {
  // What a thread does is soon done with: 6 MB of this take a sixth more time, 48 MB save no more than 24.
  maxYoungGenerationSizeMb: 24,
  // Far more than is ever needed; a heap with a limit grows slower.
  maxOldGenerationSizeMb: 512,
};

/** What one block of a file holds, and how far the file is read. */
export interface RecordsRead extends Omit<ReadBlock, 'block'> {
  readonly read: ReadRecords;
}

/** Gives rows of one table to be packed, null at its end; answers with what is to be appended to its Parquet file. */
export type PackRows = (types: ColumnTypes, rows: TableRows | null) => Promise<Uint8Array<ArrayBuffer>>;

/** Threads that do what takes time while this one goes on. */
export interface CleanThreads {
  /**
   * The records of a file, block by block in their order.
   *
   * @param startByte where an earlier reading ended, in the unpacked stream
   */
  recordsOf(path: string, startByte: number, reading: RecordReading): AsyncGenerator<RecordsRead>;
  /** For one table, whose rows are packed by one thread. */
  packer(): PackRows;
  /** The sessions of a file of their ends, put together. Threads that it does not need end before. */
  sessionsOf(path: string): AsyncGenerator<TableRows>;
  close(): Promise<void>;
}

type Thread = StartedWorker<CleanThread>;

/** At most one thread a core is started, each when the others are busy. */
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
        // Whoever waits for it learns of its failure; where an earlier one failed, nobody waits any more.
        one.catch(() => {});
        underWay.push(one);
        // So many that a thread which packs meanwhile leaves the others none to wait for.
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

/** With its memory, which is handed over. */
const withoutCsv = ({ count, columns }: TableRows) => transfer({ count, columns }, memoryOf({ columns }));
