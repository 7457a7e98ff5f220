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
import { setTimeout as sleep } from 'node:timers/promises';
import { ConfigError, DiskFullError } from '../../errors.ts';
import { refuseIfDiskFull } from '../../store/disk-full.ts';
import { openJsonLines, readJsonLines } from '../../store/json-lines.ts';
import { forEachAtOnce } from '../at-once.ts';
import { type RetryPace, retried } from '../retried.ts';
import { stageFolder } from '../run-folder/manifest.ts';
import { parquet, type Tables } from '../run-folder/tables.ts';
import type { AnalysedResponse } from './analysed-response.ts';
import type { RecordingSource, SourceRefusal } from './recording-source.ts';
import { stage } from './stage.ts';

/** How often, how long and how many at once a source is asked. */
export interface FetchPace extends RetryPace {
  readonly atOnce: number;
  /** The time limit of one attempt. */
  readonly timeoutMs: number;
}

export const FETCH_PACE: FetchPace = { atOnce: 25, retries: 3, timeoutMs: 120_000, backoffMs: 500 };

type Failure =
  | SourceRefusal
  | { readonly refused: 'failed' | 'empty' | 'not_audio'; readonly message: string };

interface Wanted {
  readonly response_id: string;
  readonly audio: string | null;
}

/** A recording that is to be fetched. */
interface Missing {
  /** The id of the recording's response. */
  readonly id: string;
  readonly link: string;
}

interface FetchRequest {
  readonly runFolder: string;
  readonly tables: Tables;
  readonly source: RecordingSource;
  readonly pace: FetchPace;
  /** 0 to 1, so that the retries of several requests do not come all at once. */
  readonly random: () => number;
}

/**
 * Fetches the recordings of joined responses to `audio/<response id>.<ext>`. Each file is there completely or not at
 * all, so recordings that are there, or were analysed already, are not fetched again. The recordings that could not be
 * fetched are in `failures.jsonl`.
 */
export const fetchRecordings = stage<FetchRequest>({
  name: 'fetch',
  after: 'join',
  isRepeated: true,
  fingerprint: () => BY_RESPONSE,
  async run(request, { folder, progress, signal, save }) {
    const { runFolder, tables, pace } = request;
    const wanted = await wantedRecordings(runFolder, tables);
    const audio = join(folder, 'audio');
    mkdirSync(audio, { recursive: true });
    removeUseless(audio, new Set(wanted.map(({ response_id }) => response_id)));
    const { missing, ...known } = divide(wanted, await presentIds(runFolder, audio));
    const failures = openJsonLines(join(folder, 'failures.jsonl'), 0);
    const counts = { fetched: 0, ...known };
    const refused: Record<string, number> = {};
    const tally = { counts, refused, files: ['audio', 'failures.jsonl'] };
    const bring = async ([index, { id, link }]: [number, Missing]): Promise<void> => {
      progress('fetch', wanted.length - missing.length + index + 1, wanted.length, 'recordings');
      const failure = await fetchPatiently(link, join(audio, id), request, signal);
      if (failure === null) counts.fetched += 1;
      else if (!signal.aborted) {
        refused[failure.refused] = (refused[failure.refused] ?? 0) + 1;
        failures.add({ response_id: id, audio: link, reason: failure.refused, message: failure.message });
      }
    };
    save(tally);
    progress('fetch', wanted.length - missing.length, wanted.length, 'recordings');
    try {
      await forEachAtOnce(missing.entries(), pace.atOnce, bring, signal);
    } finally {
      failures.close();
      save(tally);
    }
    signal.throwIfAborted();
    return tally;
  },
});

const wantedRecordings = (runFolder: string, tables: Tables): Promise<Wanted[]> => {
  const joined = parquet(join(stageFolder(runFolder, 'join'), 'joined.parquet'));
  return tables.rows<Wanted>(
    `select response_id, audio from ${joined} order by user_id, answered_at, response_id`,
  );
};

/** The recordings to fetch, and the numbers of those that are present or do not exist. */
function divide(wanted: readonly Wanted[], presentIds: ReadonlySet<string>) {
  const missing: Missing[] = [];
  let present = 0;
  let withoutRecording = 0;
  for (const { response_id: id, audio: link } of wanted)
    if (link === null) withoutRecording += 1;
    else if (presentIds.has(id)) present += 1;
    else missing.push({ id, link });
  return { missing, present, withoutRecording };
}

/**
 * A constant fingerprint: recordings are named by their responses, so they stay useful when other responses are joined.
 */
const BY_RESPONSE = 'recordings by response id';

/** Removes files that a kill left unfinished, and recordings of responses that are no longer joined. */
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

/**
 * Null once the recording is fetched. @throws ConfigError, DiskFullError, which would stop every other recording, too
 */
async function fetchPatiently(
  link: string,
  path: string,
  { source, pace, random }: FetchRequest,
  signal: AbortSignal,
): Promise<Failure | null> {
  const attempt = async (): Promise<Failure | null> => {
    try {
      return await fetchOnce(
        source,
        link,
        path,
        AbortSignal.any([AbortSignal.timeout(pace.timeoutMs), signal]),
      );
    } catch (error) {
      rmSync(`${path}.part`, { force: true });
      refuseIfDiskFull(path, error);
      throw error;
    }
  };
  try {
    return await retried(attempt, pace, { sleep: pause, random }, { isFinal }, signal);
  } catch (error) {
    if (error instanceof Error && isFinal(error)) throw error;
    return { refused: 'failed', message: (error as Error).message };
  }
}

const isFinal = (error: Error): boolean => error instanceof ConfigError || error instanceof DiskFullError;

const pause = (durationMs: number, signal: AbortSignal): Promise<void> =>
  sleep(durationMs, undefined, { signal });

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

/** A text in place of a recording is an error page: it begins with a tag or a brace. */
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
