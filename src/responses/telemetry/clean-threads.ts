import { availableParallelism } from 'node:os';
import { type ColumnTypes, memoryOf, type TableRows } from '../run-folder/table-columns.ts';
import { type AnsweringThread, startThread } from './answering-thread.ts';
import type { CleanAnswers, CleanTask } from './clean-thread.ts';
import type { ReadRecords, RecordReading } from './record-reading.ts';
import { type ReadBlock, readBlocks } from './record-stream.ts';

/** Further threads would wait for the one that cuts the stream into records, and take memory. */
const MOST_THREADS = 4;

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

type Thread = AnsweringThread<CleanTask>;

/** At most one thread a core is started, each when the others are busy. */
export function openCleanThreads(): CleanThreads {
  const most = Math.min(availableParallelism(), MOST_THREADS);
  const threads: Thread[] = [];
  const freest = (): Thread => {
    const [least] = threads.toSorted((a, b) => a.waiting() - b.waiting());
    if (least !== undefined && (least.waiting() === 0 || threads.length === most)) return least;
    const started = startThread<CleanTask>(new URL('clean-thread.ts', import.meta.url));
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
          .ask<CleanAnswers['read']>({ kind: 'read', block, reading }, [block.bytes.buffer])
          .then((read) => ({ read, readBytes, totalBytes }));
        // Who waits for it is told; where an earlier one failed, nobody waits any more.
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
        const handed = rows === null ? null : { count: rows.count, columns: rows.columns };
        return thread.ask<CleanAnswers['pack']>(
          { kind: 'pack', types, rows: handed },
          handed === null ? [] : memoryOf(handed),
        );
      };
    },
    async *sessionsOf(path) {
      await endAll();
      const thread = freest();
      const further = () => thread.ask<CleanAnswers['sessions']>({ kind: 'sessions', path }, []);
      for (let rows = await further(); rows !== null; rows = await further()) yield rows;
    },
    close: endAll,
  };
}
