import { BACKSLASH, CLOSE, CLOSE_LIST, NEWLINE, OPEN, OPEN_LIST, QUOTE } from './json-bytes.ts';
import { isBetween, RECORD_LIMIT_BYTES, type RecordScanner, type Scanned } from './record-scanner.ts';

const FLAT = /\{[ \t]*\r?\n"/;

/** Whether the beginning of a stream is broken into lines without indentation: a key follows its `{` on a line of its own. */
export const isFlatList = (head: Buffer): boolean => FLAT.test(head.toString('latin1'));

/** How a record begins, down to its first key. */
const BEGINNING = /^\{\s*"[^"\n]{0,100}"/;

/**
 * Cuts a list that is broken into lines without indentation into its records. A line that starts with `{` may be a part of
 * one, so brackets are counted to the end. Once they do not fit, or a string is not closed on its line, the record is
 * broken, and the next one starts where a line begins as the first record did.
 */
export function createFlatListScanner(startByte = 0): RecordScanner {
  let kept: Buffer = Buffer.alloc(0);
  let keptFrom = startByte;
  /** Where the scan goes on within `kept` and the chunk. */
  let at = 0;
  /** What is open, outermost first. */
  let open: number[] = [];
  let isInString = false;
  let isBroken = false;
  let beginning: Buffer | null = null;

  const scan = (chunk: Buffer, found: (scanned: Scanned) => void): void => {
    const bytes = kept.length === 0 ? chunk : Buffer.concat([kept, chunk]);
    let from = 0;
    let i = at;
    const give = (kind: Scanned['kind'], to: number) => {
      const text = bytes.toString('utf8', from, to);
      found({ kind, text, fromByte: keptFrom + from, toByte: keptFrom + to });
      from = to;
      open = [];
      isBroken = false;
    };
    const isBeginning = () =>
      beginning === null || bytes.compare(beginning, 0, beginning.length, i, i + beginning.length) === 0;
    const breakOff = () => {
      isBroken = true;
      isInString = false;
    };
    while (i < bytes.length) {
      const byte = bytes[i] as number;
      if (isBroken) {
        const isLineStart = i === 0 || bytes[i - 1] === NEWLINE;
        if (isLineStart && byte === OPEN) {
          // The rest of the line comes with the next chunk.
          if (beginning !== null && bytes.length - i < beginning.length) break;
          if (i > from && isBeginning()) {
            give('junk', i);
            continue;
          }
        }
        const newline = bytes.indexOf(NEWLINE, i);
        i = newline < 0 ? bytes.length : newline + 1;
      } else if (isInString) {
        if (byte === NEWLINE) breakOff();
        else if (byte === BACKSLASH) i += 2;
        else {
          isInString = byte !== QUOTE;
          i += 1;
        }
      } else if (open.length === 0) {
        if (byte === OPEN) {
          from = i;
          open = [OPEN];
          const [text] = BEGINNING.exec(bytes.toString('latin1', i, i + 200)) ?? [];
          if (text !== undefined) beginning ??= Buffer.from(text, 'latin1');
          i += 1;
        } else if (isBetween(byte)) from = ++i;
        else breakOff();
      } else {
        const innermost = open.at(-1);
        if (byte === QUOTE) isInString = true;
        else if (byte === OPEN || byte === OPEN_LIST) {
          // An object holds keys: whatever starts on a line of its own here starts the next record.
          if (innermost === OPEN && bytes[i - 1] === NEWLINE) {
            breakOff();
            continue;
          }
          open.push(byte);
        } else if (byte === CLOSE || byte === CLOSE_LIST) {
          if (innermost !== (byte === CLOSE ? OPEN : OPEN_LIST)) {
            breakOff();
            continue;
          }
          open.pop();
          if (open.length === 0) give('document', i + 1);
        }
        i += 1;
      }
    }
    kept = Buffer.from(bytes.subarray(from));
    keptFrom += from;
    at = i - from;
    if (kept.length <= RECORD_LIMIT_BYTES) return;
    const text = kept.toString('utf8', 0, 500);
    found({ kind: 'junk', text, fromByte: keptFrom, toByte: keptFrom + kept.length });
    keptFrom += kept.length;
    kept = Buffer.alloc(0);
    at = 0;
    open = [];
    breakOff();
  };

  return {
    scan,
    atByte: () => keptFrom,
    rest: (kind) =>
      kept.length === 0
        ? null
        : {
            kind: isBroken ? 'junk' : kind,
            text: kept.toString('utf8'),
            fromByte: keptFrom,
            toByte: keptFrom + kept.length,
          },
  };
}
