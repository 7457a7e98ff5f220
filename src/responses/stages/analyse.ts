import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join, parse } from 'node:path';
import { InputError } from '../../errors.ts';
import type { Analyser } from '../../speech/analyser.ts';
import { ENOUGH_RECORDINGS, learnerBaseline } from '../../speech/learner-baseline.ts';
import type { Measured } from '../../speech/voice/voice-features.ts';
import { openJsonLines, readJsonLines } from '../run-folder/json-lines.ts';
import {
  doneManifest,
  type Manifest,
  readManifest,
  resumedManifest,
  stageFolder,
  writeManifest,
} from '../run-folder/manifest.ts';
import { parquet, type Tables } from '../run-folder/tables.ts';
import { type AnalysedResponse, analysedResponse } from './analysed-response.ts';

export interface AnalyseRequest {
  readonly runFolder: string;
  /** Where recordings are, each named by its response's id or as the telemetry names it. */
  readonly recordings: string;
  /** Recordings are removed once what was heard is on the disk, unless they are kept. */
  readonly isKept: boolean;
}

/** A service that fails so many recordings in a row will fail the others. */
const MOST_IN_A_ROW = 3;
/** A baseline of more recordings hardly moves. */
const MOST_RECORDINGS = 50;

interface ToAnalyse {
  readonly response_id: string;
  readonly user_id: string;
  readonly expected_text: string | null;
  readonly audio: string | null;
  readonly duration_seconds: number | null;
}

/** A recording that nobody listened to yet. */
export interface PendingRecording {
  readonly responseId: string;
  readonly userId: string;
  readonly path: string;
  readonly expectedText: string | null;
  /** As the telemetry says; null where it does not. */
  readonly durationSeconds: number | null;
}

/**
 * Lets an analyser listen to the recording of every joined response, each learner's in the order of time, so that the
 * earlier ones make the baseline of the later: `analysis.jsonl`, one line a recording. A run that was stopped goes on
 * with the first that has no line; so does one on other responses, as what was heard stays true. Recordings that nobody
 * listened to for reasons that may pass are in `later.jsonl`; the next run tries them again.
 *
 * @param announce is told what is to be listened to before it begins
 */
export async function analyse(
  { runFolder, recordings, isKept }: AnalyseRequest,
  analyser: Analyser,
  tables: Tables,
  progress: (done: number, total: number) => void = () => {},
  signal?: AbortSignal,
  announce: (pending: readonly PendingRecording[]) => void = () => {},
): Promise<Manifest> {
  doneManifest(runFolder, 'join');
  refuseAnotherAnalyser(runFolder, analyser);
  resumedManifest(runFolder, 'analyse', analyser.name);
  const folder = stageFolder(runFolder, 'analyse');
  const earlier = await readEarlier(join(folder, 'analysis.jsonl'));
  const output = openJsonLines(join(folder, 'analysis.jsonl'), earlier.bytes);
  const later = openJsonLines(join(folder, 'later.jsonl'), 0);
  const { counts, refused, behaviours } = earlier;
  const all = await joinedResponses(runFolder, tables);
  const { pending, heard, withoutRecording } = divide(all, recordingsIn(recordings), earlier.ids);
  counts.withoutRecording = withoutRecording;
  // A kill between writing and removing leaves recordings that were listened to.
  const finished = [...heard];
  const save = (isDone: boolean): Manifest => {
    output.sync();
    later.sync();
    if (!isKept) for (const file of finished.splice(0)) rmSync(file, { force: true });
    const manifest: Manifest = {
      stage: 'analyse',
      fingerprint: analyser.name,
      isDone,
      counts,
      refused,
      files: ['analysis.jsonl', 'later.jsonl'],
      place: null,
    };
    writeManifest(runFolder, manifest);
    return manifest;
  };
  try {
    save(false);
    announce(pending);
    let inARow = 0;
    for (const [index, { responseId, userId, path, expectedText }] of pending.entries()) {
      if (signal?.aborted) break;
      progress(all.length - pending.length + index, all.length);
      const baseline = learnerBaseline(behaviours.get(userId) ?? []);
      const result = await analyser.analyse({ path, expectedText, baseline }, signal);
      if ('refused' in result && result.askAgain) {
        later.add({ response_id: responseId, reason: result.refused, message: result.message });
        refused[result.refused] = (refused[result.refused] ?? 0) + 1;
        counts.leftForLater += 1;
        if (result.askAgain === 'service') inARow += 1;
        if (inARow === MOST_IN_A_ROW) {
          save(false);
          throw new InputError(
            `Stopped: ${inARow} recordings in a row were not listened to (${result.message}). Run the same command again to go on.`,
          );
        }
        continue;
      }
      inARow = 0;
      const line = analysedResponse(responseId, userId, result);
      output.add(line);
      count(line, earlier);
      finished.push(path);
      if (finished.length >= analyser.saveEvery) save(false);
    }
    progress(all.length, all.length);
    const manifest = save(!signal?.aborted && counts.leftForLater === 0);
    signal?.throwIfAborted();
    return manifest;
  } finally {
    output.close();
    later.close();
  }
}

/** What another analyser heard, perhaps for money and from recordings that are gone, is not thrown away unasked. */
function refuseAnotherAnalyser(runFolder: string, { name }: Analyser): void {
  const found = readManifest(runFolder, 'analyse');
  if (found === null || found.fingerprint === name || (found.counts.analysed ?? 0) === 0) return;
  throw new InputError(
    `The recordings of this run were listened to by ${found.fingerprint}, not by ${name}. Remove ${stageFolder(runFolder, 'analyse')} to listen anew; fetch brings removed recordings back.`,
  );
}

const joinedResponses = (runFolder: string, tables: Tables): Promise<ToAnalyse[]> =>
  tables.rows<ToAnalyse>(
    `select response_id, user_id, expected_text, audio, duration_seconds
     from ${parquet(join(stageFolder(runFolder, 'join'), 'joined.parquet'))}
     order by user_id, answered_at, response_id`,
  );

/** What is to be listened to, and the files of what was. */
function divide(
  all: readonly ToAnalyse[],
  found: ReadonlyMap<string, string>,
  heardIds: ReadonlySet<string>,
): { pending: PendingRecording[]; heard: string[]; withoutRecording: number } {
  const pending: PendingRecording[] = [];
  const heard: string[] = [];
  let withoutRecording = 0;
  for (const one of all) {
    const path =
      found.get(one.response_id) ?? (one.audio === null ? undefined : found.get(parse(one.audio).name));
    if (heardIds.has(one.response_id)) {
      if (path !== undefined) heard.push(path);
    } else if (path === undefined) withoutRecording += 1;
    else
      pending.push({
        responseId: one.response_id,
        userId: one.user_id,
        path,
        expectedText: one.expected_text,
        durationSeconds: one.duration_seconds,
      });
  }
  return { pending, heard, withoutRecording };
}

interface Earlier {
  readonly ids: Set<string>;
  readonly counts: Record<'analysed' | 'withoutRecording' | 'leftForLater', number>;
  readonly refused: Record<string, number>;
  /** What was measured of each learner's latest recordings. */
  readonly behaviours: Map<string, Measured[]>;
  bytes: number;
}

async function readEarlier(path: string): Promise<Earlier> {
  const earlier: Earlier = {
    ids: new Set(),
    counts: { analysed: 0, withoutRecording: 0, leftForLater: 0 },
    refused: {},
    behaviours: new Map(),
    bytes: 0,
  };
  for await (const { row, toByte } of readJsonLines<AnalysedResponse>(path)) {
    earlier.bytes = toByte;
    count(row, earlier);
  }
  return earlier;
}

function count(line: AnalysedResponse, { ids, counts, refused, behaviours }: Earlier): void {
  ids.add(line.response_id);
  if (line.refused !== null) {
    refused[line.refused] = (refused[line.refused] ?? 0) + 1;
    return;
  }
  counts.analysed += 1;
  const behaviour = line.analysis?.details.behaviour;
  if (typeof behaviour !== 'object' || behaviour === null) return;
  const latest = [...(behaviours.get(line.user_id) ?? []), behaviour as Measured];
  behaviours.set(line.user_id, latest.slice(-Math.max(ENOUGH_RECORDINGS, MOST_RECORDINGS)));
}

/** Files by name without extension. Unfinished ones end in `.part`. */
function recordingsIn(folder: string): Map<string, string> {
  const names = existsSync(folder) ? readdirSync(folder) : [];
  return new Map(
    names.filter((name) => !name.endsWith('.part')).map((name) => [parse(name).name, join(folder, name)]),
  );
}
