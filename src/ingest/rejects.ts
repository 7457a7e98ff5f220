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

/** The refused rows of one import. */
export interface Rejects {
  add(place: Place, refusal: Refusal): void;
  /** How many rows of `file` were refused so far. */
  countOf(file: string): number;
  byReason(): Partial<Record<RefusalReason, number>>;
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
  const files = new Map<string, number>();
  let file: number | null = null;
  let pending = '';
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
    add(place, refusal) {
      files.set(place.file, (files.get(place.file) ?? 0) + 1);
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
    countOf: (name) => files.get(name) ?? 0,
    byReason: () => Object.fromEntries(reasons),
    close() {
      flush();
      if (file !== null) closeSync(file);
    },
  };
}
