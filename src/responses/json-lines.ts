import {
  closeSync,
  createReadStream,
  existsSync,
  fsyncSync,
  ftruncateSync,
  openSync,
  writeSync,
} from 'node:fs';
import { createInterface } from 'node:readline';

/** Enough that writing costs little, and little enough that memory does not matter. */
const FLUSH_AT_LENGTH = 1 << 18;

/** A file of JSON lines being written, and how to put it on the disk. */
export interface JsonLines {
  add(row: object): void;
  /** Puts all on the disk. Returns the size of the file. */
  sync(): number;
  close(): void;
}

/** Appends JSON lines after the first `keptBytes` of a file. */
export function openJsonLines(path: string, keptBytes: number): JsonLines {
  const file = openSync(path, 'a');
  ftruncateSync(file, keptBytes);
  let written = keptBytes;
  let pending = '';
  const flush = () => {
    if (pending !== '') written += writeSync(file, pending);
    pending = '';
  };
  return {
    add(row: object) {
      pending += `${JSON.stringify(row)}\n`;
      if (pending.length >= FLUSH_AT_LENGTH) flush();
    },
    sync() {
      flush();
      fsyncSync(file);
      return written;
    },
    close() {
      flush();
      closeSync(file);
    },
  };
}

/** What a file of JSON lines holds, one at a time. A last line without an end, which a kill leaves, is passed over. */
export async function* readJsonLines<Row>(path: string): AsyncGenerator<{ row: Row; toByte: number }> {
  if (!existsSync(path)) return;
  let toByte = 0;
  for await (const line of createInterface({
    input: createReadStream(path),
    crlfDelay: Number.POSITIVE_INFINITY,
  })) {
    toByte += Buffer.byteLength(line) + 1;
    let row: Row;
    try {
      row = JSON.parse(line) as Row;
    } catch {
      return;
    }
    yield { row, toByte };
  }
}
