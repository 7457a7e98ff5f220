import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { createKeyQueue } from './key-queue.ts';

/** Lines for one table, as an insert takes them. */
export interface TableLines {
  readonly table: string;
  readonly columns: readonly string[];
  readonly lines: string;
}

/**
 * Small inserts on their way to the event log in this process. An insert costs the engine 12 ms of processor time however
 * few its lines, and leaves a part that has to be merged; a line at the end of a file costs only the disk's time. The
 * lines go to the engine together, at the latest after `FLUSH_MS` or when somebody reads.
 */
export interface Journal {
  /** When it returns, the lines are on the disk, and the engine gets them before the next `settle` returns. */
  append(insert: TableLines): Promise<void>;
  /** Hands the engine what it lacks. A failure keeps the lines for the next time. */
  settle(): Promise<void>;
  /** Settles and closes. */
  close(): Promise<void>;
}

/** How long lines may wait: a few inserts a second cost little, and a killed process has little to catch up on. */
const FLUSH_MS = 1_000;

/** While more than this waits, appending waits for the engine. */
const WAITING_BYTES = 8 * 1024 * 1024;

/** A file of the journal. Its name is its number; a greater number is newer. */
interface Segment {
  readonly path: string;
  readonly file: FileHandle;
  readonly inserts: TableLines[];
  bytes: number;
}

/**
 * Opens the journal in `folder` and hands the engine what a killed process left there. The files are read in their order,
 * and a file goes for good before a newer one is read, so that of two facts with one key the later stays.
 *
 * @param insert must be repeatable: lines whose file was not yet removed when the process was killed come again
 */
export async function openJournal(
  folder: string,
  insert: (insert: TableLines) => Promise<void>,
): Promise<Journal> {
  const left = existsSync(folder) ? readdirSync(folder).sort() : [];
  for (const name of left) {
    for (const one of together(recordsIn(readFileSync(join(folder, name))))) await insert(one);
    rmSync(join(folder, name));
    await syncFolder(folder);
  }
  return journalIn(folder, Number(left.at(-1) ?? 0), insert);
}

function journalIn(
  folder: string,
  lastNumber: number,
  insert: (insert: TableLines) => Promise<void>,
): Journal {
  const inTurn = createKeyQueue();
  let number = lastNumber;
  let current: Segment | null = null;
  const sealed: Segment[] = [];
  let waitingBytes = 0;
  let timer: ReturnType<typeof setTimeout> | null = null;

  /** A record that is not acknowledged leaves its bytes behind the last one, where the next one is written. */
  async function write(one: TableLines): Promise<void> {
    current ??= await createSegment(folder, ++number);
    const record = recordOf(one);
    await writeAll(current.file, record, current.bytes);
    await current.file.datasync();
    current.bytes += record.length;
    current.inserts.push(one);
    waitingBytes += record.length;
    timer ??= setTimeout(() => void settle().catch(() => {}), FLUSH_MS).unref();
  }

  async function flush(): Promise<void> {
    await inTurn('write', async () => {
      if (current !== null && current.bytes > 0) {
        sealed.push(current);
        current = null;
      }
    });
    for (let oldest = sealed[0]; oldest !== undefined; oldest = sealed[0]) {
      for (const one of together(oldest.inserts)) await insert(one);
      sealed.shift();
      waitingBytes -= oldest.bytes;
      await removeSegment(folder, oldest);
    }
  }

  async function settle(): Promise<void> {
    if (waitingBytes === 0) return;
    if (timer !== null) clearTimeout(timer);
    timer = null;
    await inTurn('flush', flush);
  }

  return {
    async append(one) {
      if (waitingBytes > WAITING_BYTES) await settle();
      await inTurn('write', () => write(one));
    },
    settle,
    async close() {
      await settle();
      if (current !== null) await removeSegment(folder, current);
    },
  };
}

async function createSegment(folder: string, number: number): Promise<Segment> {
  mkdirSync(folder, { recursive: true });
  const path = join(folder, String(number).padStart(12, '0'));
  const segment = { path, file: await open(path, 'w'), inserts: [], bytes: 0 };
  await syncFolder(folder);
  return segment;
}

async function removeSegment(folder: string, { path, file }: Segment): Promise<void> {
  await file.close();
  rmSync(path);
  await syncFolder(folder);
}

/** Inserts that follow each other, joined where they are of the same table and columns. */
function together(inserts: readonly TableLines[]): TableLines[] {
  const keyOf = ({ table, columns }: TableLines) => `${table} ${columns}`;
  const runs: TableLines[][] = [];
  for (const one of inserts) {
    const run = runs.at(-1);
    if (run?.[0] !== undefined && keyOf(run[0]) === keyOf(one)) run.push(one);
    else runs.push([one]);
  }
  return runs.flatMap(([first, ...others]) =>
    first === undefined ? [] : [{ ...first, lines: [first, ...others].map(({ lines }) => lines).join('') }],
  );
}

/** Bytes of the length and the checksum before each record. */
const HEAD_BYTES = 8;

/** The length of the text, its CRC-32, then the text: the insert as JSON. */
function recordOf(insert: TableLines): Buffer {
  const text = Buffer.from(JSON.stringify(insert));
  const head = Buffer.alloc(HEAD_BYTES);
  head.writeUInt32LE(text.length, 0);
  head.writeUInt32LE(crc32(text), 4);
  return Buffer.concat([head, text]);
}

/** The records of a file up to one that is not whole, which a kill leaves and nobody was promised. */
function recordsIn(bytes: Buffer): TableLines[] {
  const records: TableLines[] = [];
  for (let at = 0; at + HEAD_BYTES <= bytes.length; ) {
    const end = at + HEAD_BYTES + bytes.readUInt32LE(at);
    const text = bytes.subarray(at + HEAD_BYTES, end);
    if (end > bytes.length || crc32(text) !== bytes.readUInt32LE(at + 4)) break;
    records.push(JSON.parse(text.toString()) as TableLines);
    at = end;
  }
  return records;
}

/** On a disk with little room a single write may take a part. */
async function writeAll(file: FileHandle, bytes: Buffer, from: number): Promise<void> {
  for (let written = 0; written < bytes.length; )
    written += (await file.write(bytes, written, bytes.length - written, from + written)).bytesWritten;
}

/** Puts names on the disk: a new file, or that one is gone. */
async function syncFolder(folder: string): Promise<void> {
  await using handle = await open(folder);
  await handle.sync();
}
