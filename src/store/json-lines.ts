import { once } from 'node:events';
import {
  closeSync,
  createReadStream,
  existsSync,
  fsyncSync,
  ftruncateSync,
  openSync,
  writeFileSync,
} from 'node:fs';
import { createInterface } from 'node:readline';
import { refuseIfDiskFull } from './disk-full.ts';

/** Enough that writing costs little, and little enough that memory does not matter. */
const FLUSH_AT_LENGTH = 1 << 18;

/** A file of JSON lines being written, and how to put it on the disk. */
export interface JsonLines {
  add(row: object): void;
  /** Adds lines that are written already, each with its end. */
  append(lines: string): void;
  /** Puts all on the disk. Returns the size of the file. */
  sync(): number;
  close(): void;
  /** Closes without writing what is pending. Does nothing where it is closed. */
  abandon(): void;
}

/**
 * Appends JSON lines after the first `keptBytes` of a file. On a full disk a DiskFullError is thrown, and what was on the
 * disk before stays as it was.
 */
export function openJsonLines(path: string, keptBytes: number): JsonLines {
  const file = openSync(path, 'a');
  ftruncateSync(file, keptBytes);
  let written = keptBytes;
  let pending = '';
  let isOpen = true;
  const flush = () => {
    const text = pending;
    pending = '';
    try {
      // All of it: on a disk with little room a single write may take a part.
      writeFileSync(file, text);
    } catch (error) {
      ftruncateSync(file, written);
      refuseIfDiskFull(path, error);
      throw error;
    }
    written += Buffer.byteLength(text);
  };
  return {
    add(row: object) {
      this.append(`${JSON.stringify(row)}\n`);
    },
    append(lines: string) {
      pending += lines;
      if (pending.length >= FLUSH_AT_LENGTH) flush();
    },
    sync() {
      flush();
      fsyncSync(file);
      return written;
    },
    close() {
      flush();
      this.abandon();
    },
    abandon() {
      if (isOpen) closeSync(file);
      isOpen = false;
    },
  };
}

/**
 * What a file of JSON lines holds, one at a time. A last line without an end, which a kill leaves, is passed over. The file
 * is closed when this ends: a thread that is ended meanwhile would leave it open.
 */
export async function* readJsonLines<Row>(path: string): AsyncGenerator<{ row: Row; toByte: number }> {
  if (!existsSync(path)) return;
  const input = createReadStream(path);
  let toByte = 0;
  try {
    for await (const line of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) {
      toByte += Buffer.byteLength(line) + 1;
      let row: Row;
      try {
        row = JSON.parse(line) as Row;
      } catch {
        return;
      }
      yield { row, toByte };
    }
  } finally {
    input.destroy();
    if (!input.closed) await once(input, 'close');
  }
}
