import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { refuseIfDiskFull } from '../../store/disk-full.ts';
import { openJsonLines } from '../run-folder/json-lines.ts';
import {
  fingerprintOf,
  type Manifest,
  resumedManifest,
  stageFolder,
  writeManifest,
} from '../run-folder/manifest.ts';
import { openTableFile, type TableFile } from '../run-folder/table-file.ts';
import { type CleanThreads, openCleanThreads } from '../telemetry/clean-threads.ts';
import type { ReadRecords, RecordReading } from '../telemetry/record-reading.ts';
import { RESPONSE_COLUMNS } from '../telemetry/response.ts';
import { WHOLE_SESSION_COLUMNS } from '../telemetry/session.ts';

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

/**
 * Telemetry as responses and sessions: `responses-00001.parquet` and so on, `sessions.parquet`, each as CSV too, and
 * `rejects.jsonl` with what could not be taken, where it stands, and why. A run that was stopped goes on after its last
 * whole chunk.
 */
export async function clean(
  request: CleanRequest,
  progress: CleanProgress = () => {},
  signal?: AbortSignal,
): Promise<Manifest> {
  const { runFolder, sessionsInput } = request;
  const inputs = sessionsInput === null ? request.inputs : [...request.inputs, sessionsInput];
  const { runFolder: _, ...settings } = request;
  const fingerprint = fingerprintOf(settings, inputs);
  const earlier = resumedManifest<CleanPlace>(runFolder, 'clean', fingerprint);
  if (earlier?.isDone) return earlier;
  const threads = openCleanThreads();
  const output = openOutput(request, fingerprint, earlier, threads);
  try {
    await readInputs(request, inputs, earlier?.place ?? null, threads, output, progress, signal);
    return await output.finish();
  } finally {
    await output.abandon();
    await threads.close();
  }
}

/** Reads what is left to read. */
async function readInputs(
  request: CleanRequest,
  inputs: readonly string[],
  place: CleanPlace | null,
  threads: CleanThreads,
  output: CleanOutput,
  progress: CleanProgress,
  signal: AbortSignal | undefined,
): Promise<void> {
  for (let input = place?.input ?? 0; input < inputs.length; input += 1) {
    const file = inputs[input] as string;
    const resumed = input === place?.input ? place : null;
    const reading = readingOf(request, input < request.inputs.length ? 'telemetry' : 'sessions');
    let record = resumed?.record ?? 0;
    for await (const step of threads.recordsOf(file, resumed?.byte ?? 0, reading)) {
      await output.take(step.read, file, record);
      record += step.read.records;
      progress(file, step.readBytes, step.totalBytes);
      signal?.throwIfAborted();
      if (output.isChunkFull()) await output.endChunk({ input, byte: step.read.toByte, record });
    }
    await output.endChunk({ input: input + 1, byte: 0, record: 0 });
  }
}

const readingOf = (
  { sessionsInput, languages, utcOffset }: CleanRequest,
  holds: RecordReading['holds'],
): RecordReading => ({ holds, languages, utcOffset, isSessionsFromEvents: sessionsInput === null });

type CleanOutput = ReturnType<typeof openOutput>;

function openOutput(
  request: CleanRequest,
  fingerprint: string,
  earlier: Manifest<CleanPlace> | null,
  threads: CleanThreads,
) {
  const folder = stageFolder(request.runFolder, 'clean');
  const sessionsPart = join(folder, '.sessions.jsonl');
  const counts: Record<string, number> = {
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
  const rejects = openJsonLines(join(folder, 'rejects.jsonl'), earlier?.place?.rejectsBytes ?? 0);
  const sessions = openJsonLines(sessionsPart, earlier?.place?.sessionsBytes ?? 0);
  let chunk = newChunk(folder, files.length / 2 + 1);
  /** The table of the chunk before, which is written while the next one is read. */
  let writing: Promise<void> = Promise.resolve();

  const manifest = (place: CleanPlace | null): Manifest<CleanPlace> => ({
    stage: 'clean',
    fingerprint,
    isDone: place === null,
    counts: { ...counts },
    refused: { ...refused },
    files: [...files],
    place,
  });
  const writeChunk = async ({ table }: Chunk, then: Manifest<CleanPlace>) => {
    await table?.finish();
    writeManifest(request.runFolder, then);
  };
  return {
    /** Leaves what is pending, which is of a chunk that never ended. */
    async abandon() {
      await writing.catch(() => {});
      for (const file of [chunk.table, sessions, rejects]) file?.abandon();
    },
    /** @param before how many records of the file came before */
    async take(read: ReadRecords, file: string, before: number) {
      for (const [name, count] of Object.entries(read.counts)) counts[name] = (counts[name] ?? 0) + count;
      for (const { record, byte, reason, problem, start } of read.rejects) {
        refused[reason] = (refused[reason] ?? 0) + 1;
        rejects.add({ file, record: before + record, byte, reason, ...problem, start });
      }
      chunk.records += read.counts.records;
      sessions.append(read.sessions);
      if (read.responses.count === 0) return;
      chunk.table ??= openTableFile(chunk.path, RESPONSE_COLUMNS, threads.packer());
      await chunk.table.add(read.responses);
    },
    isChunkFull: () => chunk.records >= request.chunkRecords,
    async endChunk(next: Omit<CleanPlace, 'rejectsBytes' | 'sessionsBytes'>) {
      if (chunk.table !== null) files.push(`${chunk.name}.parquet`, `${chunk.name}.csv`);
      const place = { ...next, rejectsBytes: rejects.sync(), sessionsBytes: sessions.sync() };
      await writing;
      writing = writeChunk(chunk, manifest(place));
      // Its failure is told to the next one who waits.
      writing.catch(() => {});
      chunk = newChunk(folder, files.length / 2 + 1);
    },
    async finish(): Promise<Manifest> {
      await writing;
      for (const file of [sessions, rejects]) file.close();
      counts.sessions = await writeSessions(sessionsPart, join(folder, 'sessions'), threads);
      files.push('sessions.parquet', 'sessions.csv');
      if (Object.keys(refused).length > 0) files.push('rejects.jsonl');
      const done = manifest(null);
      writeManifest(request.runFolder, done);
      rmSync(sessionsPart);
      return done;
    },
  };
}

/** Records of which the responses become a table. */
interface Chunk {
  readonly name: string;
  readonly path: string;
  records: number;
  /** Null as long as there is no response. */
  table: TableFile | null;
}

function newChunk(folder: string, number: number): Chunk {
  const name = `responses-${String(number).padStart(5, '0')}`;
  return { name, path: join(folder, name), records: 0, table: null };
}

/** Returns how many there are. */
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
