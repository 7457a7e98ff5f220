import { BACKSLASH, CLOSE, CLOSE_LIST, NEWLINE, OPEN, OPEN_LIST, QUOTE } from './json-bytes.ts';
import {
  createScanner,
  give,
  isBetween,
  type RecordScanner,
  type Scan,
  type ScanState,
  scanFrom,
} from './scanner.ts';

const FLAT = /\{[ \t]*\r?\n"/;

/**
 * Whether a stream begins as a list that is broken into lines without indentation: a key stands on its own line after
 * its `{`.
 */
export const isFlatList = (head: Buffer): boolean => FLAT.test(head.toString('latin1'));

/** The beginning of a record, up to its first key. */
const BEGINNING = /^\{\s*"[^"\n]{0,100}"/;

interface FlatScan extends Scan {
  /** The brackets that are open, outermost first. */
  open: number[];
  /** The beginning of the first record; null before it. */
  beginning: Buffer | null;
}
type State = ScanState<FlatScan>;

/**
 * Cuts a list that is broken into lines without indentation into its records. A line that starts with `{` may lie
 * inside a record, so the scanner counts brackets until the record ends. If a bracket does not match, or a string is
 * not closed on its line, the record is broken, and the next record starts at the next line that begins as the first
 * record did.
 */
export const createFlatListScanner = (startByte = 0): RecordScanner =>
  createScanner(
    { ...scanFrom(startByte), open: [], beginning: null },
    { between, junk: broken, isJunkFinal: true },
  );

function between(scan: FlatScan): State {
  const { bytes } = scan;
  for (let i = scan.at; i < bytes.length; i += 1) {
    const byte = bytes[i] as number;
    if (byte === OPEN) {
      scan.from = i;
      scan.at = i + 1;
      scan.open = [OPEN];
      scan.beginning ??= beginningOf(bytes, i);
      return within;
    }
    if (!isBetween(byte)) {
      scan.at = i;
      return broken;
    }
    scan.from = i + 1;
  }
  scan.at = bytes.length;
  return between;
}

function beginningOf(bytes: Buffer, from: number): Buffer | null {
  const [text] = BEGINNING.exec(bytes.toString('latin1', from, from + 200)) ?? [];
  return text === undefined ? null : Buffer.from(text, 'latin1');
}

/** Inside a record, but not in a string. */
function within(scan: FlatScan): State {
  const { bytes, open } = scan;
  for (let i = scan.at; i < bytes.length; i += 1) {
    const byte = bytes[i] as number;
    if (byte === QUOTE) {
      scan.at = i + 1;
      return string;
    }
    const isOpening = byte === OPEN || byte === OPEN_LIST;
    if (!isOpening && byte !== CLOSE && byte !== CLOSE_LIST) continue;
    const innermost = open.at(-1);
    // An object holds keys, so a bracket that opens at the start of a line here starts the next record.
    const fits = isOpening
      ? innermost !== OPEN || bytes[i - 1] !== NEWLINE
      : innermost === (byte === CLOSE ? OPEN : OPEN_LIST);
    if (!fits) {
      scan.at = i;
      return broken;
    }
    if (isOpening) open.push(byte);
    else open.pop();
    if (open.length > 0) continue;
    give(scan, 'document', i + 1);
    scan.at = i + 1;
    return between;
  }
  scan.at = bytes.length;
  return within;
}

function string(scan: FlatScan): State {
  const { bytes } = scan;
  let i = scan.at;
  while (i < bytes.length) {
    const byte = bytes[i] as number;
    if (byte === BACKSLASH) i += 2;
    else if (byte === QUOTE || byte === NEWLINE) {
      scan.at = byte === QUOTE ? i + 1 : i;
      return byte === QUOTE ? within : broken;
    } else i += 1;
  }
  scan.at = i;
  return string;
}

/** In a broken record: checks the beginning of each line. */
function broken(scan: FlatScan): State | null {
  const { bytes, beginning } = scan;
  while (scan.at < bytes.length) {
    const { at } = scan;
    const isLineStart = at === 0 || bytes[at - 1] === NEWLINE;
    if (isLineStart && bytes[at] === OPEN) {
      // The rest of the line comes with the next chunk.
      if (beginning !== null && bytes.length - at < beginning.length) return null;
      if (at > scan.from && beginsAt(bytes, at, beginning)) {
        give(scan, 'junk', at);
        return between;
      }
    }
    const newline = bytes.indexOf(NEWLINE, at);
    scan.at = newline < 0 ? bytes.length : newline + 1;
  }
  return broken;
}

const beginsAt = (bytes: Buffer, at: number, beginning: Buffer | null): boolean =>
  beginning === null || bytes.compare(beginning, 0, beginning.length, at, at + beginning.length) === 0;
