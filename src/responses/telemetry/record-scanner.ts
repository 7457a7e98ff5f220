import { BACKSLASH, CLOSE, CLOSE_LIST, COMMA, NEWLINE, OPEN, OPEN_LIST, QUOTE } from './json-bytes.ts';

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

/** Longer records are refused: telemetry's are a few kilobytes. */
export const RECORD_LIMIT_BYTES = 16 << 20;

/** LineBuffer of telemetry are shorter; a longer one is looked through byte by byte. */
const LINE_LIMIT_BYTES = 1 << 16;

/** The object that a line is, which spares looking at each byte; null where it is something else. */
function lineObject(
  bytes: Buffer,
  from: number,
  newline: number,
): Omit<Scanned, 'fromByte' | 'toByte'> | null {
  let end = newline;
  while (end > from && (bytes[end - 1] === COMMA || (bytes[end - 1] as number) <= 0x20)) end -= 1;
  if (bytes[end - 1] !== CLOSE || end - from > LINE_LIMIT_BYTES) return null;
  const text = bytes.toString('utf8', from, end);
  try {
    return { kind: 'document', text, value: JSON.parse(text) as object };
  } catch {
    return null;
  }
}

/** Whitespace, the commas and brackets of the outer list, and the parts of a byte order mark. */
export const isBetween = (byte: number) =>
  byte <= 0x20 ||
  byte === COMMA ||
  byte === OPEN_LIST ||
  byte === CLOSE_LIST ||
  byte === 0xef ||
  byte === 0xbb ||
  byte === 0xbf;

/** Cuts a stream into records. Nothing but the one at hand is kept. */
export interface RecordScanner {
  scan(chunk: Buffer, found: (scanned: Scanned) => void): void;
  /** Where a later reading goes on: after the last one found. */
  atByte(): number;
  /** What is left unfinished where the stream ends, or where the next object starts for sure; null where nothing is. */
  rest(kind: 'junk' | 'cut'): Scanned | null;
}

/**
 * Cuts a stream into JSON objects, be they the members of one array, one a line, or just one after another. Nothing but
 * the object at hand is kept. After a broken one it goes on with the next line that starts with `{`: a line end within a
 * string is never JSON, and only a list that is broken into lines without indentation has one inside an object, for which
 * there is createFlatListScanner. Between objects it goes on with the next `,{`, too.
 */
export function createRecordScanner(startByte = 0): RecordScanner {
  let kept: Buffer = Buffer.alloc(0);
  let keptFrom = startByte;
  /** Where the scan goes on within `kept` and the chunk. */
  let at = 0;
  let depth = 0;
  let isInString = false;
  let isJunk = false;

  const scan = (chunk: Buffer, found: (scanned: Scanned) => void): void => {
    const bytes = kept.length === 0 ? chunk : Buffer.concat([kept, chunk]);
    const end = bytes.length;
    let from = 0;
    let i = at;
    let newline = -1;
    const give = (kind: Scanned['kind'], to: number) => {
      found({
        kind,
        text: bytes.toString('utf8', from, to),
        fromByte: keptFrom + from,
        toByte: keptFrom + to,
      });
      from = to;
      depth = 0;
      isInString = false;
      isJunk = false;
    };
    while (i < end) {
      const byte = bytes[i] as number;
      if (isInString) {
        if (byte === BACKSLASH) i += 2;
        else if (byte === NEWLINE) give('junk', ++i);
        else {
          if (byte === QUOTE) isInString = false;
          i += 1;
        }
        continue;
      }
      if (depth === 0) {
        if (isJunk) {
          if (byte === NEWLINE) give('junk', i);
          else if (byte === OPEN && bytes[i - 1] === COMMA) {
            give('junk', i);
            depth = 1;
          }
          i += 1;
        } else if (byte === OPEN) {
          if (newline < i) newline = bytes.indexOf(NEWLINE, i);
          if (newline < 0) newline = end;
          const line = newline === end ? null : lineObject(bytes, i, newline);
          from = i;
          if (line === null) {
            depth = 1;
            i += 1;
          } else {
            found({ ...line, fromByte: keptFrom + i, toByte: keptFrom + newline });
            from = newline;
            i = newline;
          }
        } else {
          from = isBetween(byte) ? i + 1 : i;
          isJunk = from === i;
          i += 1;
        }
        continue;
      }
      if (byte === QUOTE) isInString = true;
      else if (byte === OPEN) {
        if (i > from && bytes[i - 1] === NEWLINE) {
          give('junk', i);
          depth = 1;
        } else depth += 1;
      } else if (byte === CLOSE) {
        depth -= 1;
        if (depth === 0) give('document', i + 1);
      }
      i += 1;
    }
    kept = bytes.subarray(from);
    keptFrom += from;
    at = i - from;
    if (kept.length > RECORD_LIMIT_BYTES) {
      found({
        kind: 'junk',
        text: kept.toString('utf8', 0, 500),
        fromByte: keptFrom,
        toByte: keptFrom + kept.length,
      });
      keptFrom += kept.length;
      kept = Buffer.alloc(0);
      at = 0;
      depth = 0;
      isInString = false;
      isJunk = true;
    } else kept = Buffer.from(kept);
  };

  return {
    scan,
    atByte: () => keptFrom,
    rest: (kind) =>
      kept.length === 0 || (depth === 0 && !isJunk)
        ? null
        : { kind, text: kept.toString('utf8'), fromByte: keptFrom, toByte: keptFrom + kept.length },
  };
}
