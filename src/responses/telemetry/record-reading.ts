import { type TableRows, tableRows } from '../run-folder/table-columns.ts';
import { createFlatListScanner } from './flat-list-scanner.ts';
import { createRecordScanner } from './record-scanner.ts';
import type { StreamBlock } from './record-stream.ts';
import {
  RESPONSE_COLUMNS,
  type RecordRefusal,
  responseRow,
  type SpokenRow,
  spokenResponse,
} from './response.ts';
import type { Scanned } from './scanner.ts';
import { type Session, sessionEnd, storedSession } from './session.ts';

/** How to read records. */
export interface RecordReading {
  /** What the file holds: telemetry, or the platform's own sessions. */
  readonly holds: 'telemetry' | 'sessions';
  /** Language codes that are kept; null for all. */
  readonly languages: readonly string[] | null;
  /** How times without a zone are read, for example `+05:30`. */
  readonly utcOffset: string;
  /** Whether to build sessions from START and END events. */
  readonly isSessionsFromEvents: boolean;
}

const RECORD_COUNTS = ['records', 'responses', 'sessionRecords', 'otherEvents', 'otherLanguages'] as const;

/** A record that was refused. */
export interface Reject {
  /** Which record of the block it is, counted from 1. */
  readonly record: number;
  /** The byte at which it starts in the unpacked file, counted from 0. */
  readonly byte: number;
  readonly reason: string;
  /** What is wrong with it. */
  readonly problem: { readonly problem: string } | Omit<RecordRefusal, 'refused'>;
  /** Its first characters, enough to find the record again. */
  readonly start: string;
}

/** The records that end in a block. */
export interface ReadRecords {
  /** The byte of the unpacked stream where a later reading continues. */
  readonly toByte: number;
  /** How many records of the file end in the block; one of them can be a batch of several events. */
  readonly records: number;
  readonly counts: Readonly<Record<(typeof RECORD_COUNTS)[number], number>>;
  readonly rejects: readonly Reject[];
  readonly responses: TableRows;
  /** As JSON lines. */
  readonly sessions: string;
}

type Read =
  | { readonly kind: 'response'; readonly row: SpokenRow }
  | { readonly kind: 'session'; readonly session: Session }
  | { readonly kind: 'passed'; readonly as: 'otherEvents' | 'otherLanguages' }
  | { readonly kind: 'refused'; readonly reason: string; readonly problem: Reject['problem'] };

const TEXT_LIMIT = 500;

/** Reads one block after another. A block that is not fresh must come directly after the block that it continues. */
export function createBlockReader(): (block: StreamBlock, reading: RecordReading) => ReadRecords {
  let scanner = createRecordScanner();
  return ({ bytes, fromByte, isFresh, isFlat, next }, reading) => {
    if (isFresh) scanner = isFlat ? createFlatListScanner(fromByte) : createRecordScanner(fromByte);
    const output = createOutput(reading);
    scanner.scan(Buffer.from(bytes.buffer), output.take);
    const rest = next === 'more' ? null : scanner.rest(next === 'fresh' ? 'junk' : 'cut');
    if (rest !== null) output.take(rest);
    return output.read(next === 'more' ? scanner.atByte() : fromByte + bytes.length);
  };
}

function createOutput(reading: RecordReading) {
  const counts = { records: 0, responses: 0, sessionRecords: 0, otherEvents: 0, otherLanguages: 0 };
  const rejects: Reject[] = [];
  let records = 0;
  const responses: SpokenRow[] = [];
  let sessions = '';
  return {
    take(scanned: Scanned): void {
      records += 1;
      for (const read of readDocument(scanned, reading)) {
        counts.records += 1;
        if (read.kind === 'response') {
          counts.responses += 1;
          responses.push(read.row);
        } else if (read.kind === 'session') {
          counts.sessionRecords += 1;
          sessions += `${JSON.stringify(read.session)}\n`;
        } else if (read.kind === 'passed') counts[read.as] += 1;
        else {
          const { reason, problem } = read;
          const start = scanned.text.slice(0, TEXT_LIMIT);
          rejects.push({ record: records, byte: scanned.fromByte, reason, problem, start });
        }
      }
    },
    read: (toByte: number): ReadRecords => ({
      toByte,
      records,
      counts,
      rejects,
      responses: tableRows(responses, RESPONSE_COLUMNS),
      sessions,
    }),
  };
}

function readDocument({ kind, text, value }: Scanned, reading: RecordReading): Read[] {
  if (kind === 'junk')
    return [{ kind: 'refused', reason: 'broken_json', problem: { problem: 'is no JSON object' } }];
  let record: object;
  try {
    record = value ?? (JSON.parse(text) as object);
  } catch (error) {
    const reason = kind === 'cut' ? 'truncated' : 'broken_json';
    return [{ kind: 'refused', reason, problem: { problem: (error as Error).message.slice(0, 200) } }];
  }
  const read = reading.holds === 'telemetry' ? readEvent : readSession;
  // The telemetry SDK posts a batch of events in an envelope.
  const { events } = record as { events?: unknown };
  return Array.isArray(events) && !('eid' in record)
    ? events.map((event: object) => read(event, reading))
    : [read(record, reading)];
}

function readEvent(record: object, reading: RecordReading): Read {
  // In a batch, an entry need not be an object.
  const { eid } = Object(record) as { eid?: unknown };
  if (typeof eid !== 'string')
    return refused({ refused: 'missing_value', field: 'eid', expected: 'the kind of event' });
  if ((eid === 'START' || eid === 'END') && reading.isSessionsFromEvents) {
    const session = sessionEnd(record, reading);
    return session === null ? { kind: 'passed', as: 'otherEvents' } : { kind: 'session', session };
  }
  if (eid !== 'RESPONSE') return { kind: 'passed', as: 'otherEvents' };
  const response = spokenResponse(record, reading);
  if ('refused' in response) return refused(response);
  const { languages } = reading;
  return languages === null || (response.language !== null && languages.includes(response.language))
    ? { kind: 'response', row: responseRow(response) }
    : { kind: 'passed', as: 'otherLanguages' };
}

function readSession(record: object, reading: RecordReading): Read {
  const session = storedSession(record, reading);
  return 'refused' in session ? refused(session) : { kind: 'session', session };
}

const refused = ({ refused: reason, ...problem }: RecordRefusal): Read => ({
  kind: 'refused',
  reason,
  problem,
});
