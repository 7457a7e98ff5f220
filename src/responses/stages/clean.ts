import { join } from 'node:path';
import { refuseIfDiskFull } from '../../store/disk-full.ts';
import { type JsonLines, openJsonLines } from '../../store/json-lines.ts';
import { fingerprintOf } from '../run-folder/manifest.ts';
import { openTableFile, type TableFile } from '../run-folder/table-file.ts';
import { type CleanThreads, openCleanThreads } from '../telemetry/clean-threads.ts';
import type { ReadRecords, RecordReading } from '../telemetry/record-reading.ts';
import { WHOLE_SESSION_COLUMNS } from '../telemetry/session.ts';
import { type ChunkTables, openChunkTables } from './chunk-tables.ts';
import { type StageEnd, type StageWork, stage } from './stage.ts';

export interface CleanRequest {
  readonly runFolder: string;
  /** Files of telemetry. */
  readonly inputs: readonly string[];
  /** A file of the platform's own sessions; null to build sessions from START and END events. */
  readonly sessionsInput: string | null;
  /** Language codes that are kept; null for all. */
  readonly languages: readonly string[] | null;
  /** How times without a zone are read, for example `+05:30`. */
  readonly utcOffset: string;
  /** How many records are read for each file that is written. */
  readonly chunkRecords: number;
}

/** Where the run after a stop continues. */
interface CleanPlace {
  /** Index of the input; the sessions come last. */
  readonly input: number;
  /** The byte in the unpacked stream. */
  readonly byte: number;
  readonly record: number;
  /** The sizes of the files of rejects and sessions; anything beyond belongs to a chunk that never ended. */
  readonly rejectsBytes: number;
  readonly sessionsBytes: number;
}

/**
 * Telemetry as responses and sessions: `responses-00001.parquet` and so on, `sessions.parquet`, each as CSV too, and
 * `rejects.jsonl` with the records that were refused, their places and the reasons. After a stop, the next run
 * continues after the last complete chunk.
 */
export const clean = stage<CleanRequest, CleanPlace>({
  name: 'clean',
  after: null,
  fingerprint: ({ runFolder: _, ...settings }) => fingerprintOf(settings, inputsOf(settings)),
  async run(request, work) {
    const threads = openCleanThreads();
    const output = openOutput(request, work, threads);
    try {
      await readInputs(request, work, threads, output);
      return await output.finish();
    } finally {
      await output.abandon();
      await threads.close();
    }
  },
});

/** The sessions come last. */
const inputsOf = ({ inputs, sessionsInput }: Pick<CleanRequest, 'inputs' | 'sessionsInput'>) =>
  sessionsInput === null ? inputs : [...inputs, sessionsInput];

/** Reads the inputs that are not read yet. */
async function readInputs(
  request: CleanRequest,
  { earlier, progress, signal }: StageWork<CleanPlace>,
  threads: CleanThreads,
  output: CleanOutput,
): Promise<void> {
  const place = earlier?.place ?? null;
  for (const [input, file] of inputsOf(request).entries()) {
    if (place !== null && input < place.input) continue;
    const resumed = input === place?.input ? place : null;
    const reading = readingOf(request, input < request.inputs.length ? 'telemetry' : 'sessions');
    let record = resumed?.record ?? 0;
    for await (const step of threads.recordsOf(file, resumed?.byte ?? 0, reading)) {
      await output.take(step.read, file, record);
      record += step.read.records;
      progress(file, step.readBytes, step.totalBytes, 'bytes');
      signal.throwIfAborted();
      if (output.isChunkFull()) await output.endChunk({ input, byte: step.read.toByte, record });
    }
    await output.endChunk({ input: input + 1, byte: 0, record: 0 });
  }
}

const readingOf = (
  { sessionsInput, languages, utcOffset }: CleanRequest,
  holds: RecordReading['holds'],
): RecordReading => ({ holds, languages, utcOffset, isSessionsFromEvents: sessionsInput === null });

/** The output of cleaning. */
interface CleanOutput {
  /** @param before how many records of the file came before these */
  take(read: ReadRecords, file: string, before: number): Promise<void>;
  isChunkFull(): boolean;
  endChunk(next: Omit<CleanPlace, 'rejectsBytes' | 'sessionsBytes'>): Promise<void>;
  /** Writes the sessions. */
  finish(): Promise<StageEnd>;
  /** Gives up what is pending, which belongs to a chunk that never ended. */
  abandon(): Promise<void>;
}

const NOTHING_READ = {
  records: 0,
  responses: 0,
  sessionRecords: 0,
  otherEvents: 0,
  otherLanguages: 0,
  sessions: 0,
};

function openOutput(
  { chunkRecords }: CleanRequest,
  { folder, earlier, save }: StageWork<CleanPlace>,
  threads: CleanThreads,
): CleanOutput {
  const sessionsPart = join(folder, '.sessions.jsonl');
  const counts: Record<string, number> = { ...NOTHING_READ, ...earlier?.counts };
  const refused: Record<string, number> = { ...earlier?.refused };
  const rejects = openJsonLines(join(folder, 'rejects.jsonl'), earlier?.place?.rejectsBytes ?? 0);
  const sessions = openJsonLines(sessionsPart, earlier?.place?.sessionsBytes ?? 0);
  const chunks: ChunkTables = openChunkTables(folder, earlier?.files ?? [], chunkRecords, threads.packer);
  return {
    async take(read, file, before) {
      for (const [name, count] of Object.entries(read.counts)) counts[name] = (counts[name] ?? 0) + count;
      for (const { reason } of read.rejects) refused[reason] = (refused[reason] ?? 0) + 1;
      addRejects(rejects, read, file, before);
      sessions.append(read.sessions);
      await chunks.add(read);
    },
    isChunkFull: chunks.isFull,
    async endChunk(next) {
      const place = { ...next, rejectsBytes: rejects.sync(), sessionsBytes: sessions.sync() };
      const tally = { counts: { ...counts }, refused: { ...refused } };
      await chunks.end((files) => save({ ...tally, files }, place));
    },
    async finish() {
      const tables = await chunks.finish();
      for (const file of [sessions, rejects]) file.close();
      counts.sessions = await writeSessions(sessionsPart, join(folder, 'sessions'), threads);
      const others = Object.keys(refused).length > 0 ? ['rejects.jsonl'] : [];
      const files = [...tables, 'sessions.parquet', 'sessions.csv', ...others];
      return { counts, refused, files, leftovers: [sessionsPart] };
    },
    async abandon() {
      await chunks.abandon();
      for (const file of [sessions, rejects]) file.abandon();
    },
  };
}

function addRejects(lines: JsonLines, { rejects }: ReadRecords, file: string, before: number): void {
  for (const { record, byte, reason, problem, start } of rejects)
    lines.add({ file, record: before + record, byte, reason, ...problem, start });
}

/** Returns the number of sessions. */
async function writeSessions(part: string, path: string, threads: CleanThreads): Promise<number> {
  let table: TableFile | null = null;
  let count = 0;
  try {
    for await (const rows of threads.sessionsOf(part)) {
      count += rows.count;
      table ??= openTableFile(path, WHOLE_SESSION_COLUMNS, threads.packer());
      await table.add(rows);
    }
    table ??= openTableFile(path, WHOLE_SESSION_COLUMNS, threads.packer());
    await table.finish();
  } catch (error) {
    refuseIfDiskFull(part, error);
    throw error;
  } finally {
    table?.abandon();
  }
  return count;
}
