import { closeSync, mkdirSync, openSync, rmSync, statSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';

/** Why a row of a file is refused. */
export type RefusalReason =
  | 'broken_quote'
  | 'wrong_field_count'
  | 'invalid_value'
  | 'duplicate'
  | 'unknown_presentation'
  | 'unknown_item'
  | 'unknown_site'
  | 'unknown_assessment'
  | 'unknown_enrolment';

/** What is wrong with a row, and what would be right. */
export interface Refusal {
  readonly reason: RefusalReason;
  /** The column, or null where the row as a whole is wrong. */
  readonly field: string | null;
  readonly found: string;
  readonly expected: string;
}

/** The place of a row. `line` counts from 1 and includes the header. */
export interface Place {
  readonly file: string;
  readonly line: number;
  readonly row: string;
}

/** What became of the rows of one file. */
export interface FileRefusals {
  readonly file: string;
  readonly read: number;
  readonly refused: number;
  /** The refusals by what they say, the commonest first, each with its first as an example. */
  readonly kinds: readonly { readonly rows: number; readonly example: Refusal }[];
}

/** The refused rows of one import. */
export interface Rejects {
  /** Where the refused rows go. */
  readonly path: string;
  add(place: Place, refusal: Refusal): void;
  /** Says that a file was read to its end, and how many rows it had. */
  hasRead(file: string, rows: number): void;
  /** How many rows of `file` were refused so far. */
  countOf(file: string): number;
  byReason(): Partial<Record<RefusalReason, number>>;
  /** All files that were read to their end. */
  files(): readonly FileRefusals[];
  close(): void;
}

/** A broken file can hold a line of any length; this much of it is enough to find it. */
const TEXT_LIMIT = 500;
const FLUSH_AT_LENGTH = 1 << 16;

/**
 * Writes refused rows to `path`, one JSON document a line: file, line, reason, field, found, expected, row.
 * The file of an earlier import is deleted first, so that the file exists only if this import refused rows.
 */
export function openRejects(path: string): Rejects {
  // A device such as /dev/null is never deleted.
  if (statSync(path, { throwIfNoEntry: false })?.isFile()) rmSync(path);
  const reasons = new Map<RefusalReason, number>();
  const rowsRead = new Map<string, number>();
  const kindsOfFile = new Map<string, Map<string, { rows: number; example: Refusal }>>();
  let file: number | null = null;
  let pending = '';
  const kindsOf = (name: string) =>
    [...(kindsOfFile.get(name)?.values() ?? [])].sort((a, b) => b.rows - a.rows);
  const countOf = (name: string) => kindsOf(name).reduce((sum, { rows }) => sum + rows, 0);
  const flush = () => {
    if (pending === '') return;
    if (file === null) {
      mkdirSync(dirname(path), { recursive: true });
      file = openSync(path, 'w');
    }
    writeSync(file, pending);
    pending = '';
  };
  return {
    path,
    add(place, refusal) {
      const kinds = kindsOfFile.get(place.file) ?? new Map<string, { rows: number; example: Refusal }>();
      kindsOfFile.set(place.file, kinds);
      const kind = kinds.get(`${refusal.reason} ${refusal.field}`);
      if (kind === undefined) kinds.set(`${refusal.reason} ${refusal.field}`, { rows: 1, example: refusal });
      else kind.rows++;
      reasons.set(refusal.reason, (reasons.get(refusal.reason) ?? 0) + 1);
      pending += `${JSON.stringify({
        file: place.file,
        line: place.line,
        reason: refusal.reason,
        field: refusal.field,
        found: refusal.found.slice(0, TEXT_LIMIT),
        expected: refusal.expected,
        row: place.row.slice(0, TEXT_LIMIT),
      })}\n`;
      if (pending.length >= FLUSH_AT_LENGTH) flush();
    },
    hasRead: (name, rows) => rowsRead.set(name, rows),
    countOf,
    byReason: () => Object.fromEntries(reasons),
    files: () =>
      [...rowsRead].map(([file, read]) => ({ file, read, refused: countOf(file), kinds: kindsOf(file) })),
    close() {
      flush();
      if (file !== null) closeSync(file);
    },
  };
}
