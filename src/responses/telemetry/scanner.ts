import { CLOSE_LIST, COMMA, OPEN_LIST } from './json-bytes.ts';

/** A complete JSON document in a stream, or what stands in its place. Bytes count from 0 in the unpacked stream. */
export interface Scanned {
  /** `cut`: a document that is unfinished because the stream ends. */
  readonly kind: 'document' | 'junk' | 'cut';
  readonly text: string;
  /** The parsed value of the text, if it is known already. */
  readonly value?: object;
  readonly fromByte: number;
  /** The byte after its last byte. */
  readonly toByte: number;
}

/** Cuts a stream into records. It keeps only the unfinished record. */
export interface RecordScanner {
  scan(chunk: Buffer, found: (scanned: Scanned) => void): void;
  /** Where a later reading continues: after the last record that was found. */
  atByte(): number;
  /**
   * What is unfinished at the end of the stream, or at a place where the next object certainly starts; null where
   * nothing is.
   */
  rest(kind: 'junk' | 'cut'): Scanned | null;
}

/** The state of scanning a piece of the stream. */
export interface Scan {
  /** The bytes kept from the chunks before, followed by the current chunk. */
  bytes: Buffer;
  /** Where these bytes start in the stream. */
  startByte: number;
  /** Where the record begins within these bytes. */
  from: number;
  /** Where the scan continues within these bytes. */
  at: number;
  /** The line end that the last search found; -1 if no search has been made in these bytes. */
  newline: number;
  found: (scanned: Scanned) => void;
}

/**
 * A state of the scan. It moves `at` on to where a different state begins, or to the end of the bytes, and returns the
 * state there. Null where more bytes are needed to decide.
 */
export type ScanState<Kept extends Scan> = (scan: Kept) => ScanState<Kept> | null;

/** The states that cut one kind of stream. */
export interface ScanPlan<Kept extends Scan> {
  /** Between two records. */
  readonly between: ScanState<Kept>;
  /** In bytes that are not a record. */
  readonly junk: ScanState<Kept>;
  /** Whether the rest of a stream that ends in junk is certainly junk. */
  readonly isJunkFinal: boolean;
}

/** Longer records are refused; records of telemetry have a few kilobytes. */
export const RECORD_LIMIT_BYTES = 16 << 20;

/** How much of a record that is too long is shown. */
const SHOWN_BYTES = 500;

/** @param scan a state before any bytes have been scanned */
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

/** The state before any bytes have been scanned. */
export const scanFrom = (startByte: number): Scan => ({
  bytes: Buffer.alloc(0),
  startByte,
  from: 0,
  at: 0,
  newline: -1,
  found: () => {},
});

/** Reports what ends before `to`; the next record begins there. */
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
