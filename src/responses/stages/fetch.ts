import {
  closeSync,
  createWriteStream,
  mkdirSync,
  openSync,
  readdirSync,
  readSync,
  renameSync,
  rmSync,
} from 'node:fs';
import { extname, join, parse } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { ConfigError } from '../../errors.ts';
import { refuseIfDiskFull } from '../../store/disk-full.ts';
import { openJsonLines, readJsonLines } from '../run-folder/json-lines.ts';
import {
  doneManifest,
  type Manifest,
  resumedManifest,
  stageFolder,
  writeManifest,
} from '../run-folder/manifest.ts';
import { parquet, type Tables } from '../run-folder/tables.ts';
import type { AnalysedResponse } from './analysed-response.ts';
import type { RecordingSource, SourceRefusal } from './recording-source.ts';

/** How hard a source is asked. */
export interface FetchPace {
  readonly atOnce: number;
  /** After the first time. */
  readonly retries: number;
  readonly timeoutMs: number;
  /** Before the first retry at most; twice as long before each further one. */
  readonly backoffMs: number;
}

export const FETCH_PACE: FetchPace = { atOnce: 25, retries: 3, timeoutMs: 120_000, backoffMs: 500 };

type Failure =
  | SourceRefusal
  | { readonly refused: 'failed' | 'empty' | 'not_audio'; readonly message: string };

interface Wanted {
  readonly response_id: string;
  readonly audio: string | null;
}

/**
 * Brings the recordings of joined responses to `audio/<response id>.<ext>`. A file is there whole or not at all, so that
 * what is there, or was analysed already, is not fetched again. What could not be had is in `failures.jsonl`.
 *
 * @param random from 0 to 1, so that retries do not come all at once
 */
export async function fetchRecordings(
  { runFolder, pace }: { readonly runFolder: string; readonly pace: FetchPace },
  source: RecordingSource,
  tables: Tables,
  random: () => number,
  progress: (done: number, total: number) => void = () => {},
  signal?: AbortSignal,
): Promise<Manifest> {
  doneManifest(runFolder, 'join');
  resumedManifest(runFolder, 'fetch', BY_RESPONSE);
  const joined = join(stageFolder(runFolder, 'join'), 'joined.parquet');
  const wanted = await tables.rows<Wanted>(
    `select response_id, audio from ${parquet(joined)} order by user_id, answered_at, response_id`,
  );
  const folder = join(stageFolder(runFolder, 'fetch'), 'audio');
  mkdirSync(folder, { recursive: true });
  removeUseless(folder, new Set(wanted.map(({ response_id }) => response_id)));
  const present = await presentIds(runFolder, folder);
  const failures = openJsonLines(join(stageFolder(runFolder, 'fetch'), 'failures.jsonl'), 0);
  const counts = { fetched: 0, present: 0, withoutRecording: 0 };
  const refused: Record<string, number> = {};
  let next = 0;
  /** What one cannot get past, the others cannot either. */
  const stopAll = (error: unknown): never => {
    next = wanted.length;
    throw error;
  };
  const worker = async () => {
    while (next < wanted.length && !signal?.aborted) {
      const { response_id: id, audio } = wanted[next++] as Wanted;
      progress(next, wanted.length);
      if (audio === null) counts.withoutRecording += 1;
      else if (present.has(id)) counts.present += 1;
      else {
        const failure = await fetchPatiently(source, audio, join(folder, id), pace, random, signal).catch(
          stopAll,
        );
        if (failure === null) counts.fetched += 1;
        else if (!signal?.aborted) {
          refused[failure.refused] = (refused[failure.refused] ?? 0) + 1;
          failures.add({ response_id: id, audio, reason: failure.refused, message: failure.message });
        }
      }
    }
  };
  const save = (isDone: boolean): Manifest => {
    const manifest: Manifest = {
      stage: 'fetch',
      fingerprint: BY_RESPONSE,
      isDone,
      counts,
      refused,
      files: ['audio', 'failures.jsonl'],
      place: null,
    };
    writeManifest(runFolder, manifest);
    return manifest;
  };
  save(false);
  const ends = await Promise.allSettled(Array.from({ length: pace.atOnce }, worker));
  failures.close();
  const failed = ends.find((end) => end.status === 'rejected');
  const manifest = save(failed === undefined && !signal?.aborted);
  if (failed !== undefined) throw failed.reason;
  signal?.throwIfAborted();
  return manifest;
}

/** Recordings are named by their responses, so that they stay of use whatever else is joined. */
const BY_RESPONSE = 'recordings by response id';

/** What a kill left unfinished, and recordings that nobody asks for any more. */
function removeUseless(folder: string, wantedIds: ReadonlySet<string>): void {
  for (const name of readdirSync(folder))
    if (name.endsWith('.part') || !wantedIds.has(parse(name).name)) rmSync(join(folder, name));
}

async function presentIds(runFolder: string, folder: string): Promise<Set<string>> {
  const ids = new Set(readdirSync(folder).map((name) => parse(name).name));
  const analysis = join(stageFolder(runFolder, 'analyse'), 'analysis.jsonl');
  for await (const { row } of readJsonLines<AnalysedResponse>(analysis)) ids.add(row.response_id);
  return ids;
}

/** Null where the recording is there. */
async function fetchPatiently(
  source: RecordingSource,
  link: string,
  path: string,
  pace: FetchPace,
  random: () => number,
  signal?: AbortSignal,
): Promise<Failure | null> {
  for (let attempt = 0; ; attempt += 1) {
    const timeout = AbortSignal.timeout(pace.timeoutMs);
    try {
      return await fetchOnce(source, link, path, signal ? AbortSignal.any([timeout, signal]) : timeout);
    } catch (error) {
      rmSync(`${path}.part`, { force: true });
      refuseIfDiskFull(path, error);
      if (error instanceof ConfigError) throw error;
      if (attempt === pace.retries || signal?.aborted)
        return { refused: 'failed', message: (error as Error).message };
      // "Full jitter" (https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/).
      await new Promise((resolve) => setTimeout(resolve, random() * pace.backoffMs * 2 ** attempt));
    }
  }
}

async function fetchOnce(
  source: RecordingSource,
  link: string,
  path: string,
  signal: AbortSignal,
): Promise<Failure | null> {
  const opened = await source.open(link, signal);
  if ('refused' in opened) return opened;
  const file = createWriteStream(`${path}.part`, { flush: true });
  await pipeline(opened.body, file, { signal });
  if (opened.sizeBytes !== null && file.bytesWritten !== opened.sizeBytes)
    throw new Error(`${file.bytesWritten} of ${opened.sizeBytes} bytes came`);
  const wrong = wrongContent(`${path}.part`, file.bytesWritten, opened.type);
  if (wrong !== null) {
    rmSync(`${path}.part`);
    return wrong;
  }
  const extension = extname(link.replace(/[?#].*$/, '')).toLowerCase();
  renameSync(`${path}.part`, `${path}${/^\.[a-z0-9]{1,5}$/.test(extension) ? extension : '.audio'}`);
  return null;
}

/** Text where a recording should be is an error page: it begins with a tag or a brace. */
function wrongContent(path: string, sizeBytes: number, type: string | null): Failure | null {
  if (sizeBytes === 0) return { refused: 'empty', message: 'has no bytes' };
  if (type !== null && /^(text\/|application\/(json|xml))/.test(type))
    return { refused: 'not_audio', message: `is ${type}` };
  const first = Buffer.alloc(64);
  const file = openSync(path, 'r');
  const read = readSync(file, first, 0, first.length, 0);
  closeSync(file);
  return /^\s*[<{]/.test(first.toString('latin1', 0, read))
    ? { refused: 'not_audio', message: 'is text, not sound' }
    : null;
}
