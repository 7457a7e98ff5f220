import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { openJsonLines } from '../json-lines.ts';
import { fingerprintOf, type Manifest, resumedManifest, stageFolder, writeManifest } from '../manifest.ts';
import type { Scanned } from '../record-scanner.ts';
import { readRecords } from '../record-stream.ts';
import { RESPONSE_COLUMNS, type RecordRefusal, responseRow, spokenResponse } from '../response.ts';
import { SESSION_COLUMNS, sessionEnd, sessionRow, storedSession } from '../session.ts';
import { jsonLines, type Tables } from '../tables.ts';

export interface CleanRequest {
  readonly runFolder: string;
  /** Files of telemetry. */
  readonly inputs: readonly string[];
  /** A file of the platform's own sessions; null to put sessions together from START and END events. */
  readonly sessionsInput: string | null;
  /** Language codes that are kept; null for all. */
  readonly languages: readonly string[] | null;
  /** How times without a zone are read, for example `+05:30`. */
  readonly utcOffset: string;
  /** Records read for each file that is written. */
  readonly chunkRecords: number;
}

type Count = 'records' | 'responses' | 'sessionRecords' | 'otherEvents' | 'otherLanguages' | 'sessions';

/** Where a stopped run goes on. */
interface CleanPlace {
  /** Index of the input; the sessions come last. */
  readonly input: number;
  /** In the unpacked stream. */
  readonly byte: number;
  readonly record: number;
  /** What these files hold beyond is of a chunk that never ended. */
  readonly rejectsBytes: number;
  readonly sessionsBytes: number;
}

/** Told how far the reading of a file is, in bytes. */
export type CleanProgress = (file: string, readBytes: number, totalBytes: number) => void;

/** What one record is. */
type Kept =
  | { readonly kind: 'response'; readonly row: object }
  | { readonly kind: 'session'; readonly row: object }
  | { readonly kind: 'passed'; readonly as: 'otherEvents' | 'otherLanguages' }
  | { readonly kind: 'refused'; readonly refusal: RecordRefusal };

/**
 * Telemetry as responses and sessions: `responses-00001.parquet` and so on, `sessions.parquet`, each as CSV too, and
 * `rejects.jsonl` with what could not be taken, where it stands, and why. A run that was stopped goes on after its last
 * whole chunk.
 */
export async function clean(
  request: CleanRequest,
  tables: Tables,
  progress: CleanProgress = () => {},
  signal?: AbortSignal,
): Promise<Manifest> {
  const { runFolder, sessionsInput } = request;
  const inputs = sessionsInput === null ? request.inputs : [...request.inputs, sessionsInput];
  const { runFolder: _, ...settings } = request;
  const fingerprint = fingerprintOf(settings, inputs);
  const earlier = resumedManifest<CleanPlace>(runFolder, 'clean', fingerprint);
  if (earlier?.isDone) return earlier;
  const output = openOutput(request, fingerprint, earlier, tables);
  try {
    for (let input = earlier?.place?.input ?? 0; input < inputs.length; input += 1) {
      const file = inputs[input] as string;
      const resumed = input === earlier?.place?.input ? earlier.place : null;
      const keep = input < request.inputs.length ? keptOfTelemetry(request) : keptOfSessions(request);
      let record = resumed?.record ?? 0;
      let byte = resumed?.byte ?? 0;
      for await (const { scanned, readBytes, totalBytes } of readRecords(file, byte)) {
        for (const one of scanned) {
          record += 1;
          byte = one.toByte;
          for (const outcome of judged(one, keep))
            output.take(outcome, { file, record, byte: one.fromByte, text: one.text });
        }
        progress(file, readBytes, totalBytes);
        signal?.throwIfAborted();
        if (output.isChunkFull()) await output.endChunk({ input, byte, record });
      }
      await output.endChunk({ input: input + 1, byte: 0, record: 0 });
    }
    return await output.finish();
  } finally {
    output.abandon();
  }
}

type Judged =
  | Kept
  | { readonly kind: 'broken'; readonly reason: 'broken_json' | 'truncated'; readonly problem: string };

function judged({ kind, text, value }: Scanned, keep: (record: object) => Kept): Judged[] {
  if (kind === 'junk') return [{ kind: 'broken', reason: 'broken_json', problem: 'is no JSON object' }];
  let record: unknown;
  try {
    record = value ?? JSON.parse(text);
  } catch (error) {
    const reason = kind === 'cut' ? 'truncated' : 'broken_json';
    return [{ kind: 'broken', reason, problem: (error as Error).message.slice(0, 200) }];
  }
  // What the telemetry SDK posts: a batch of events in an envelope.
  const events = record as { events?: unknown };
  return Array.isArray(events.events) && !('eid' in events)
    ? events.events.map((event: object) => keep(event))
    : [keep(record as object)];
}

function keptOfTelemetry({ languages, sessionsInput, utcOffset }: CleanRequest): (record: object) => Kept {
  return (record) => {
    const { eid } = record as { eid?: unknown };
    if (typeof eid !== 'string')
      return {
        kind: 'refused',
        refusal: { refused: 'missing_value', field: 'eid', expected: 'the kind of event' },
      };
    if ((eid === 'START' || eid === 'END') && sessionsInput === null) {
      const session = sessionEnd(record, { utcOffset });
      return session === null
        ? { kind: 'passed', as: 'otherEvents' }
        : { kind: 'session', row: sessionRow(session) };
    }
    if (eid !== 'RESPONSE') return { kind: 'passed', as: 'otherEvents' };
    const response = spokenResponse(record, { utcOffset });
    if ('refused' in response) return { kind: 'refused', refusal: response };
    return languages === null || (response.language !== null && languages.includes(response.language))
      ? { kind: 'response', row: responseRow(response) }
      : { kind: 'passed', as: 'otherLanguages' };
  };
}

const keptOfSessions =
  ({ utcOffset }: CleanRequest) =>
  (record: object): Kept => {
    const session = storedSession(record, { utcOffset });
    return 'refused' in session
      ? { kind: 'refused', refusal: session }
      : { kind: 'session', row: sessionRow(session) };
  };

/** A reject need only be found again. */
const TEXT_LIMIT = 500;

interface RecordPlace {
  readonly file: string;
  /** Counted from 1. */
  readonly record: number;
  /** Where it starts in the unpacked file, from 0. */
  readonly byte: number;
  readonly text: string;
}

function openOutput(
  request: CleanRequest,
  fingerprint: string,
  earlier: Manifest<CleanPlace> | null,
  tables: Tables,
) {
  const folder = stageFolder(request.runFolder, 'clean');
  const rejectsFile = join(folder, 'rejects.jsonl');
  const sessionsPart = join(folder, '.sessions.jsonl');
  const responsesPart = join(folder, '.responses.jsonl');
  const counts: Record<Count, number> = {
    records: 0,
    responses: 0,
    sessionRecords: 0,
    otherEvents: 0,
    otherLanguages: 0,
    sessions: 0,
    ...earlier?.counts,
  };
  const refused: Record<string, number> = { ...earlier?.refused };
  const files = [...(earlier?.files ?? [])];
  const rejects = openJsonLines(rejectsFile, earlier?.place?.rejectsBytes ?? 0);
  const sessions = openJsonLines(sessionsPart, earlier?.place?.sessionsBytes ?? 0);
  let responses = openJsonLines(responsesPart, 0);
  let responsesBefore = counts.responses;
  let recordsBefore = counts.records;

  const manifest = (place: CleanPlace | null): Manifest<CleanPlace> => ({
    stage: 'clean',
    fingerprint,
    isDone: place === null,
    counts,
    refused,
    files,
    place,
  });
  const refuse = (place: RecordPlace, reason: string, problem: object) => {
    refused[reason] = (refused[reason] ?? 0) + 1;
    rejects.add({ ...place, text: undefined, reason, ...problem, start: place.text.slice(0, TEXT_LIMIT) });
  };
  return {
    /** What is pending is of a chunk that never ended. */
    abandon() {
      for (const file of [responses, sessions, rejects]) file.abandon();
    },
    take(outcome: Judged, place: RecordPlace) {
      counts.records += 1;
      if (outcome.kind === 'response') {
        counts.responses += 1;
        responses.add(outcome.row);
      } else if (outcome.kind === 'session') {
        counts.sessionRecords += 1;
        sessions.add(outcome.row);
      } else if (outcome.kind === 'passed') counts[outcome.as] += 1;
      else if (outcome.kind === 'broken') refuse(place, outcome.reason, { problem: outcome.problem });
      else {
        const { refused: reason, field, expected } = outcome.refusal;
        refuse(place, reason, { field, expected });
      }
    },
    isChunkFull: () => counts.records - recordsBefore >= request.chunkRecords,
    async endChunk(next: Omit<CleanPlace, 'rejectsBytes' | 'sessionsBytes'>) {
      responses.close();
      if (counts.responses > responsesBefore) {
        const name = `responses-${String(files.length / 2 + 1).padStart(5, '0')}`;
        await tables.write(`select * from ${jsonLines(responsesPart, RESPONSE_COLUMNS)}`, join(folder, name));
        files.push(`${name}.parquet`, `${name}.csv`);
      }
      const place = { ...next, rejectsBytes: rejects.sync(), sessionsBytes: sessions.sync() };
      writeManifest(request.runFolder, manifest(place));
      responses = openJsonLines(responsesPart, 0);
      responsesBefore = counts.responses;
      recordsBefore = counts.records;
    },
    async finish(): Promise<Manifest> {
      for (const file of [responses, sessions, rejects]) file.close();
      await tables.write(wholeSessions(sessionsPart), join(folder, 'sessions'));
      const [row] = await tables.rows<{ sessions: number }>(
        `select toUInt32(count()) as sessions from (${wholeSessions(sessionsPart)})`,
      );
      counts.sessions = row?.sessions ?? 0;
      files.push('sessions.parquet', 'sessions.csv');
      if (Object.keys(refused).length > 0) files.push('rejects.jsonl');
      const done = manifest(null);
      writeManifest(request.runFolder, done);
      for (const part of [responsesPart, sessionsPart]) rmSync(part, { force: true });
      return done;
    },
  };
}

/**
 * The two ends of a session are one. Points of progress stay apart, each with its own time. A session of which only the
 * end is known starts there.
 */
const wholeSessions = (part: string): string => {
  const from = jsonLines(part, SESSION_COLUMNS);
  return `select session_id, user_id, assumeNotNull(coalesce(min(from_at), min(to_at))) as started_at,
            max(to_at) as ended_at, milestone, lesson, progress
          from (select distinct session_id, user_id, started_at as from_at, ended_at as to_at, milestone, lesson, progress
                from ${from})
          group by session_id, user_id, milestone, lesson, progress,
            if(milestone is null and lesson is null and progress is null, null, from_at)
          order by user_id, started_at, session_id`;
};
