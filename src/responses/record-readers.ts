import { availableParallelism } from 'node:os';
import { type AnsweringThread, startThread } from './answering-thread.ts';
import type { ReadingTask } from './reading-thread.ts';
import type { ReadRecords, RecordReading } from './record-reading.ts';
import { type ReadBlock, readBlocks } from './record-stream.ts';

/** Further threads would wait for the one that cuts the stream into records, and take memory. */
const MOST_THREADS = 4;

/** What one block of a file holds, and how far the file is read. */
export interface RecordsRead extends Omit<ReadBlock, 'block'> {
  readonly read: ReadRecords;
}

type ReadingThread = AnsweringThread<ReadingTask, ReadRecords>;

/** Threads that read records while this one goes on. */
export interface RecordReaders {
  /**
   * The records of a file, block by block in their order.
   *
   * @param startByte where an earlier reading ended, in the unpacked stream
   */
  recordsOf(path: string, startByte: number, reading: RecordReading): AsyncGenerator<RecordsRead>;
  close(): Promise<void>;
}

/** At most one thread a core is started, each when the others are busy. */
export function openRecordReaders(): RecordReaders {
  const most = Math.min(availableParallelism(), MOST_THREADS);
  const threads: ReadingThread[] = [];
  const freest = (): ReadingThread => {
    const [least] = threads.toSorted((a, b) => a.waiting() - b.waiting());
    if (least !== undefined && (least.waiting() === 0 || threads.length === most)) return least;
    const started = startThread<ReadingTask, ReadRecords>(new URL('reading-thread.ts', import.meta.url));
    threads.push(started);
    return started;
  };
  return {
    async *recordsOf(path, startByte, reading) {
      let thread = freest();
      const underWay: Promise<RecordsRead>[] = [];
      for await (const { block, readBytes, totalBytes } of readBlocks(path, startByte)) {
        if (block.isFresh) thread = freest();
        const one = thread
          .ask({ block, reading }, [block.bytes.buffer])
          .then((read) => ({ read, readBytes, totalBytes }));
        // Who waits for it is told; where an earlier one failed, nobody waits any more.
        one.catch(() => {});
        underWay.push(one);
        // One for each thread, and one that is ready for the first that is done.
        if (underWay.length > most) yield (await underWay.shift()) as RecordsRead;
      }
      for (const one of underWay) yield await one;
    },
    async close() {
      await Promise.all(threads.map((thread) => thread.end()));
    },
  };
}
