import { BACKSLASH, CLOSE, COMMA, NEWLINE, OPEN, QUOTE } from './json-bytes.ts';
import {
  createScanner,
  give,
  isBetween,
  type RecordScanner,
  type Scan,
  type Scanned,
  type ScanState,
  scanFrom,
} from './scanner.ts';

/** Lines of telemetry are shorter than this; a longer line is scanned byte by byte. */
const LINE_LIMIT_BYTES = 1 << 16;

interface RecordScan extends Scan {
  /** How many objects are open. */
  depth: number;
}
type State = ScanState<RecordScan>;

/**
 * Cuts a stream into JSON objects, whether they are the members of one array, stand on one line each, or just follow
 * each other. It keeps only the unfinished object. After a broken object it continues at the next line that starts with
 * `{`. Such a line cannot lie inside a valid object: JSON strings have no line ends, and only a list that is broken
 * into lines without indentation has such lines inside objects, for which createFlatListScanner is used. Outside of
 * objects it also continues at the next `,{`.
 */
export const createRecordScanner = (startByte = 0): RecordScanner =>
  createScanner({ ...scanFrom(startByte), depth: 0 }, { between, junk, isJunkFinal: false });

const between: State = (scan) => {
  const { bytes } = scan;
  let i = scan.at;
  for (; i < bytes.length; i += 1) {
    const byte = bytes[i] as number;
    if (byte === OPEN) {
      const newline = lineEnd(scan, i);
      const line = newline === bytes.length ? null : lineObject(bytes, i, newline);
      scan.from = i;
      if (line === null) return objectFrom(scan, i);
      scan.found({ ...line, fromByte: scan.startByte + i, toByte: scan.startByte + newline });
      scan.from = newline;
      i = newline - 1;
    } else if (isBetween(byte)) scan.from = i + 1;
    else {
      scan.from = i;
      scan.at = i + 1;
      return junk;
    }
  }
  scan.at = i;
  return between;
};

const junk: State = (scan) => {
  const { bytes } = scan;
  for (let i = scan.at; i < bytes.length; i += 1) {
    const byte = bytes[i] as number;
    if (byte === NEWLINE) {
      give(scan, 'junk', i);
      scan.at = i + 1;
      return between;
    }
    if (byte === OPEN && bytes[i - 1] === COMMA) {
      give(scan, 'junk', i);
      return objectFrom(scan, i);
    }
  }
  scan.at = bytes.length;
  return junk;
};

const object: State = (scan) => {
  const { bytes } = scan;
  let { depth } = scan;
  for (let i = scan.at; i < bytes.length; i += 1) {
    const byte = bytes[i] as number;
    if (byte === QUOTE) {
      scan.depth = depth;
      scan.at = i + 1;
      return string;
    }
    if (byte === OPEN) {
      if (i > scan.from && bytes[i - 1] === NEWLINE) {
        give(scan, 'junk', i);
        depth = 1;
      } else depth += 1;
    } else if (byte === CLOSE) {
      depth -= 1;
      if (depth > 0) continue;
      give(scan, 'document', i + 1);
      scan.at = i + 1;
      return between;
    }
  }
  scan.depth = depth;
  scan.at = bytes.length;
  return object;
};

const string: State = (scan) => {
  const { bytes } = scan;
  let i = scan.at;
  while (i < bytes.length) {
    const byte = bytes[i] as number;
    if (byte === BACKSLASH) i += 2;
    else if (byte === QUOTE || byte === NEWLINE) {
      scan.at = i + 1;
      if (byte === QUOTE) return object;
      give(scan, 'junk', i + 1);
      return between;
    } else i += 1;
  }
  scan.at = i;
  return string;
};

function objectFrom(scan: RecordScan, open: number): State {
  scan.depth = 1;
  scan.at = open + 1;
  return object;
}

/**
 * The end of the current line, searched for only once in each line: a list on one line has many objects and no line
 * end.
 */
function lineEnd(scan: RecordScan, from: number): number {
  if (scan.newline < from) scan.newline = scan.bytes.indexOf(NEWLINE, from);
  if (scan.newline < 0) scan.newline = scan.bytes.length;
  return scan.newline;
}

/** The object if the whole line is one, which saves scanning each byte; otherwise null. */
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
