import { CLOSE_LIST, COMMA, OPEN_LIST } from './json-bytes.ts';

/** A whole JSON document in a stream, or what stands where one should. Bytes count from 0 in the unpacked stream. */
export interface Scanned {
  /** `cut`: what the end of the stream left unfinished. */
  readonly kind: 'document' | 'junk' | 'cut';
  readonly text: string;
  /** What the text says, where that is known already. */
  readonly value?: object;
  readonly fromByte: number;
  /** One after its last byte. */
  readonly toByte: number;
}

/** Cuts a stream into records. Nothing but the unfinished one is kept. */
export interface RecordScanner {
  scan(chunk: Buffer, found: (scanned: Scanned) => void): void;
  /** Where a later reading goes on: after the last one found. */
  atByte(): number;
  /** What is left unfinished where the stream ends, or where the next object starts for sure; null where nothing is. */
  rest(kind: 'junk' | 'cut'): Scanned | null;
}

/** The bytes being looked at. */
export interface Scan {
  /** What was kept of the chunks before, and the chunk. */
  bytes: Buffer;
  /** Where they start in the stream. */
  startByte: number;
  /** Where the record begins within them. */
  from: number;
  /** Where the scan goes on within them. */
  at: number;
  /** The end of the last line that was looked for; -1 where none was in these bytes. */
  newline: number;
  found: (scanned: Scanned) => void;
}

/**
 * What stands at `at`: goes on to where something else stands, or to the end of the bytes, and returns what stands there.
 * Null where more bytes are needed to tell.
 */
export type ScanState<Kept extends Scan> = (scan: Kept) => ScanState<Kept> | null;

/** How a kind of stream is cut. */
export interface ScanPlan<Kept extends Scan> {
  /** Between two records. */
  readonly between: ScanState<Kept>;
  /** In what is no record. */
  readonly junk: ScanState<Kept>;
  /** Whether what the stream leaves in junk is junk for sure. */
  readonly isJunkFinal: boolean;
}

/** Longer records are refused: telemetry's are a few kilobytes. */
export const RECORD_LIMIT_BYTES = 16 << 20;

/** How much of a record that is too long is shown. */
const SHOWN_BYTES = 500;

/** @param scan with nothing looked at yet */
export function createScanner<Kept extends Scan>(
  scan: Kept,
  { between, junk, isJunkFinal }: ScanPlan<Kept>,
): RecordScanner {
  let state = between;
  let kept: Buffer = scan.bytes;
  const keep = () => {
    kept = Buffer.from(scan.bytes.subarray(scan.from));
    scan.startByte += scan.from;
    scan.at -= scan.from;
    scan.from = 0;
  };
  const refuseTooLong = () => {
    const toByte = scan.startByte + kept.length;
    scan.found({
      kind: 'junk',
      text: kept.toString('utf8', 0, SHOWN_BYTES),
      fromByte: scan.startByte,
      toByte,
    });
    scan.startByte = toByte;
    kept = Buffer.alloc(0);
    scan.at = 0;
    state = junk;
  };
  return {
    scan(chunk, found) {
      scan.bytes = kept.length === 0 ? chunk : Buffer.concat([kept, chunk]);
      scan.newline = -1;
      scan.found = found;
      while (scan.at < scan.bytes.length) {
        const next = state(scan);
        if (next === null) break;
        state = next;
      }
      keep();
      if (kept.length > RECORD_LIMIT_BYTES) refuseTooLong();
    },
    atByte: () => scan.startByte,
    rest(kind) {
      if (kept.length === 0 || state === between) return null;
      return {
        kind: isJunkFinal && state === junk ? 'junk' : kind,
        text: kept.toString('utf8'),
        fromByte: scan.startByte,
        toByte: scan.startByte + kept.length,
      };
    },
  };
}

/** Where nothing was looked at yet. */
export const scanFrom = (startByte: number): Scan => ({
  bytes: Buffer.alloc(0),
  startByte,
  from: 0,
  at: 0,
  newline: -1,
  found: () => {},
});

/** Gives what ends before `to`; the next record begins there. */
export function give(scan: Scan, kind: Scanned['kind'], to: number): void {
  const { bytes, startByte, from } = scan;
  scan.from = to;
  const text = bytes.toString('utf8', from, to);
  scan.found({ kind, text, fromByte: startByte + from, toByte: startByte + to });
}

/** Whitespace, the commas and brackets of the outer list, and the parts of a byte order mark. */
export const isBetween = (byte: number): boolean =>
  byte <= 0x20 ||
  byte === COMMA ||
  byte === OPEN_LIST ||
  byte === CLOSE_LIST ||
  byte === 0xef ||
  byte === 0xbb ||
  byte === 0xbf;
