import { parentPort } from 'node:worker_threads';
import { createBlockReader, type RecordReading } from './record-reading.ts';
import type { StreamBlock } from './record-stream.ts';
import { memoryOf } from './table-columns.ts';

/** What a thread is asked to read. */
export interface ReadingTask {
  readonly block: StreamBlock;
  readonly reading: RecordReading;
}

/* A thread that reads the records of one block after another. */
const readBlock = createBlockReader();
parentPort?.on('message', ({ block, reading }: ReadingTask) => {
  const read = readBlock(block, reading);
  parentPort?.postMessage(read, memoryOf(read.responses));
});
