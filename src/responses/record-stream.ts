import { closeSync, createReadStream, openSync, readSync, statSync } from 'node:fs';
import { pipeline } from 'node:stream';
import { constants, createGunzip } from 'node:zlib';
import { createRecordScanner, type Scanned } from './record-scanner.ts';

const CHUNK_BYTES = 1 << 18;

/** What one read of a stream held. */
export interface ScannedBatch {
  readonly scanned: readonly Scanned[];
  /** How much of the file is read, packed as it is, and its size. */
  readonly readBytes: number;
  readonly totalBytes: number;
}

/**
 * The JSON objects of a file, plain or gzip (told by its first bytes), in small batches. A document that
 * the end of the file cuts off comes last, as junk; so does what is wrong with the packing.
 *
 * @param startByte where an earlier reading ended, in the unpacked stream
 */
export async function* readRecords(path: string, startByte = 0): AsyncGenerator<ScannedBatch> {
  const totalBytes = statSync(path).size;
  const packed = isGzip(path);
  const file = createReadStream(path, { highWaterMark: CHUNK_BYTES, start: packed ? 0 : startByte });
  // A cut-off file still gives what it holds; a plain gunzip would withhold the last part.
  const bytes = packed
    ? pipeline(file, createGunzip({ chunkSize: CHUNK_BYTES, finishFlush: constants.Z_SYNC_FLUSH }), () => {})
    : file;
  const scanner = createRecordScanner(startByte);
  let skip = packed ? startByte : 0;
  let at = packed ? 0 : startByte;
  let broken: Scanned | null = null;
  const readBytes = () => (packed ? 0 : startByte) + file.bytesRead;
  try {
    for await (const read of bytes) {
      const chunk = read as Buffer;
      at += chunk.length;
      const fresh = skip === 0 ? chunk : chunk.subarray(Math.min(skip, chunk.length));
      skip -= chunk.length - fresh.length;
      const scanned: Scanned[] = [];
      scanner.scan(fresh, (one) => scanned.push(one));
      yield { scanned, readBytes: readBytes(), totalBytes };
    }
  } catch (error) {
    if (!packed || !String((error as NodeJS.ErrnoException).code).startsWith('Z_')) throw error;
    broken = { kind: 'junk', text: `gzip: ${(error as Error).message}`, fromByte: at, toByte: at };
  }
  const rest = scanner.rest();
  const last = [...(rest === null ? [] : [rest]), ...(broken === null ? [] : [broken])];
  if (last.length > 0) yield { scanned: last, readBytes: totalBytes, totalBytes };
}

function isGzip(path: string): boolean {
  const file = openSync(path, 'r');
  const magic = Buffer.alloc(2);
  readSync(file, magic, 0, 2, 0);
  closeSync(file);
  return magic[0] === 0x1f && magic[1] === 0x8b;
}
