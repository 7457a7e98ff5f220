import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join, parse } from 'node:path';
import { type AnalysedResponse, analysedResponse } from '../analysed-response.ts';
import type { Analyser } from '../analyser.ts';
import { openJsonLines, readJsonLines } from '../json-lines.ts';
import { ENOUGH_RECORDINGS, learnerBaseline } from '../local/learner-baseline.ts';
import type { Measured } from '../local/voice/voice-features.ts';
import {
  doneManifest,
  fingerprintOf,
  type Manifest,
  resumedManifest,
  stageFolder,
  writeManifest,
} from '../manifest.ts';
import { parquet, type Tables } from '../tables.ts';

export interface AnalyseRequest {
  readonly runFolder: string;
  /** Where recordings are, each named by its response's id or as the telemetry names it. */
  readonly recordings: string;
  /** Recordings are removed once what was heard is on the disk, unless they are kept. */
  readonly isKept: boolean;
}

/** What is on the disk is at most this many recordings behind. */
const SYNC_EVERY = 10;
/** A baseline of more recordings hardly moves. */
const MOST_RECORDINGS = 50;

interface ToAnalyse {
  readonly response_id: string;
  readonly user_id: string;
  readonly expected_text: string | null;
  readonly audio: string | null;
}

/**
 * Lets an analyser listen to the recording of every joined response, each learner's in the order of time, so that the
 * earlier ones make the baseline of the later: `analysis.jsonl`, one line a recording. A run that was stopped goes on
 * with the first that has no line.
 */
export async function analyse(
  { runFolder, recordings, isKept }: AnalyseRequest,
  analyser: Analyser,
  tables: Tables,
  progress: (done: number, total: number) => void = () => {},
  signal?: AbortSignal,
): Promise<Manifest> {
  doneManifest(runFolder, 'join');
  const joined = join(stageFolder(runFolder, 'join'), 'joined.parquet');
  const fingerprint = fingerprintOf([analyser.name], [joined]);
  resumedManifest(runFolder, 'analyse', fingerprint);
  const path = join(stageFolder(runFolder, 'analyse'), 'analysis.jsonl');
  const earlier = await readEarlier(path);
  const output = openJsonLines(path, earlier.bytes);
  const { counts, refused, behaviours } = earlier;
  const found = recordingsIn(recordings);
  const finished: string[] = [];
  const save = (isDone: boolean): Manifest => {
    output.sync();
    if (!isKept) for (const file of finished.splice(0)) rmSync(file, { force: true });
    const manifest: Manifest = {
      stage: 'analyse',
      fingerprint,
      isDone,
      counts,
      refused,
      files: ['analysis.jsonl'],
      place: null,
    };
    writeManifest(runFolder, manifest);
    return manifest;
  };
  save(false);
  const all = await tables.rows<ToAnalyse>(
    `select response_id, user_id, expected_text, audio from ${parquet(joined)} order by user_id, answered_at, response_id`,
  );
  counts.withoutRecording = 0;
  try {
    for (const [index, one] of all.entries()) {
      if (signal?.aborted) break;
      progress(index, all.length);
      if (earlier.ids.has(one.response_id)) continue;
      const file =
        found.get(one.response_id) ?? (one.audio === null ? undefined : found.get(parse(one.audio).name));
      if (file === undefined) {
        counts.withoutRecording += 1;
        continue;
      }
      const baseline = learnerBaseline(behaviours.get(one.user_id) ?? []);
      const result = await analyser.analyse({ path: file, expectedText: one.expected_text, baseline });
      const line = analysedResponse(one.response_id, one.user_id, result);
      output.add(line);
      count(line, earlier);
      finished.push(file);
      if (finished.length >= SYNC_EVERY) save(false);
    }
    progress(all.length, all.length);
    const manifest = save(!signal?.aborted);
    signal?.throwIfAborted();
    return manifest;
  } finally {
    output.close();
  }
}

interface Earlier {
  readonly ids: Set<string>;
  readonly counts: Record<'analysed' | 'withoutRecording', number>;
  readonly refused: Record<string, number>;
  /** What was measured of each learner's latest recordings. */
  readonly behaviours: Map<string, Measured[]>;
  bytes: number;
}

async function readEarlier(path: string): Promise<Earlier> {
  const earlier: Earlier = {
    ids: new Set(),
    counts: { analysed: 0, withoutRecording: 0 },
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
