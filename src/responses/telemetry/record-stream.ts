import { closeSync, createReadStream, openSync, readSync, statSync } from 'node:fs';
import { pipeline } from 'node:stream';
import { constants, createGunzip, gunzipSync } from 'node:zlib';
import { release } from '../run-folder/table-columns.ts';
import { isFlatList } from './flat-list-scanner.ts';

/** Large enough that passing a block to a thread costs little. */
const CHUNK_BYTES = 1 << 19;

/** Bytes of an unpacked stream of JSON objects, in their own memory. */
export interface StreamBlock {
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Where they start in the stream, counted from 0. */
  readonly fromByte: number;
  /** Whether the block starts between objects or with an object; otherwise it continues the block before. */
  readonly isFresh: boolean;
  /** Whether the block belongs to a list that is broken into lines without indentation. */
  readonly isFlat: boolean;
  /** What follows the block: more of it, a fresh block, or nothing. */
  readonly next: 'more' | 'fresh' | 'nothing';
}

/** A block, and how much of its file has been read. */
export interface ReadBlock {
  readonly block: StreamBlock;
  /** How many bytes of the file have been read, counted in its packed form, and the size of the file. */
  readonly readBytes: number;
  readonly totalBytes: number;
}

/**
 * Reads a file of JSON objects, plain or gzip (its first bytes show which), in blocks. Where lines start with `{`, each
 * block ends before such a line, so that it can be read without the other blocks: for createRecordScanner an object
 * starts there, whatever comes before. A list that is broken into lines without indentation has no such places. A gzip
 * error is reported last, as a separate block.
 *
 * @param startByte where an earlier reading ended, in the unpacked stream
 */
export async function* readBlocks(path: string, startByte = 0): AsyncGenerator<ReadBlock> {
  const totalBytes = statSync(path).size;
  const packed = isGzip(path);
  const file = createReadStream(path, { highWaterMark: CHUNK_BYTES, start: packed ? 0 : startByte });
  // A truncated file still yields all that it holds; a plain gunzip would withhold the last part.
  const chunks = packed
    ? pipeline(file, createGunzip({ chunkSize: CHUNK_BYTES, finishFlush: constants.Z_SYNC_FLUSH }), () => {})
    : file;
  const cutter = createBlockCutter(startByte, isFlatList(headOf(path, packed)));
  const readBytes = () => (packed ? 0 : startByte) + file.bytesRead;
  let skip = packed ? startByte : 0;
  let problem: string | null = null;
  try {
    for await (const read of chunks) {
      const chunk = read as Buffer<ArrayBuffer>;
      const fresh = skip === 0 ? chunk : chunk.subarray(Math.min(skip, chunk.length));
      skip -= chunk.length - fresh.length;
      const block = cutter.cut(fresh);
      // An unpacked chunk shares its memory with the chunks after it.
      if (!packed) release([chunk.buffer]);
      yield { block, readBytes: readBytes(), totalBytes };
    }
  } catch (error) {
    if (!packed || !String((error as NodeJS.ErrnoException).code).startsWith('Z_')) throw error;
    problem = (error as Error).message;
  }
  const last = cutter.last();
  yield { block: last, readBytes: totalBytes, totalBytes };
  if (problem === null) return;
  const bytes = new TextEncoder().encode(`gzip: ${problem}`);
  const fromByte = last.fromByte + last.bytes.length;
  const report: StreamBlock = { bytes, fromByte, isFresh: true, isFlat: false, next: 'fresh' };
  yield { block: report, readBytes: totalBytes, totalBytes };
}

const FRESH_LINE = '\n{';

function createBlockCutter(startByte: number, isFlat: boolean) {
  let kept: Uint8Array = new Uint8Array(0);
  let fromByte = startByte;
  let isFresh = true;
  const blockOf = (rest: Uint8Array, next: StreamBlock['next']): StreamBlock => {
    const bytes = new Uint8Array(kept.length + rest.length);
    bytes.set(kept);
    bytes.set(rest, kept.length);
    const block = { bytes, fromByte, isFresh, isFlat, next };
    fromByte += bytes.length;
    isFresh = next === 'fresh';
    return block;
  };
  return {
    /** The bytes kept from the chunks before, and `chunk` up to the last line that starts an object. */
    cut(chunk: Buffer): StreamBlock {
      const newline = isFlat ? -1 : chunk.lastIndexOf(FRESH_LINE);
      const block = newline < 0 ? blockOf(chunk, 'more') : blockOf(chunk.subarray(0, newline + 1), 'fresh');
      kept = newline < 0 ? new Uint8Array(0) : Uint8Array.from(chunk.subarray(newline + 1));
      return block;
    },
    last: (): StreamBlock => blockOf(new Uint8Array(0), 'nothing'),
  };
}

const isGzip = (path: string): boolean => firstBytes(path, 2).equals(Buffer.from([0x1f, 0x8b]));

/** How much of a file shows its layout: some records, or a few hundred in a packed file. */
const HEAD_BYTES = 1 << 14;

/** The beginning of a file, unpacked. */
function headOf(path: string, packed: boolean): Buffer {
  const head = firstBytes(path, HEAD_BYTES);
  try {
    return packed ? gunzipSync(head, { finishFlush: constants.Z_SYNC_FLUSH }) : head;
  } catch {
    // The error is reported when the file is read.
    return Buffer.alloc(0);
  }
}

function firstBytes(path: string, most: number): Buffer {
  const file = openSync(path, 'r');
  const bytes = Buffer.alloc(most);
  const read = readSync(file, bytes, 0, most, 0);
  closeSync(file);
  return bytes.subarray(0, read);
}
