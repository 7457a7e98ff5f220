import { existsSync, readdirSync } from 'node:fs';
import { join, parse } from 'node:path';
import { stageFolder } from '../run-folder/manifest.ts';
import { parquet, type Tables } from '../run-folder/tables.ts';

/** A recording that is not analysed yet. */
export interface PendingRecording {
  readonly responseId: string;
  readonly userId: string;
  readonly path: string;
  readonly expectedText: string | null;
  /** As the telemetry states it; null where it does not. */
  readonly durationSeconds: number | null;
}

/** The recordings of joined responses. */
export interface JoinedRecordings {
  /** How many responses there are. */
  readonly responses: number;
  /** In the order of learner and time. */
  readonly pending: readonly PendingRecording[];
  /** The files of recordings that were already analysed. */
  readonly heard: readonly string[];
  readonly withoutRecording: number;
}

interface JoinedResponse {
  readonly response_id: string;
  readonly user_id: string;
  readonly expected_text: string | null;
  readonly audio: string | null;
  readonly duration_seconds: number | null;
}

/**
 * @param folder the folder of the recordings, each named by its response's id or as the telemetry names it
 * @param heardIds the ids of responses whose recordings were already analysed
 */
export async function joinedRecordings(
  runFolder: string,
  folder: string,
  heardIds: ReadonlySet<string>,
  tables: Tables,
): Promise<JoinedRecordings> {
  const responses = await joinedResponses(runFolder, tables);
  const found = recordingsIn(folder);
  const pending: PendingRecording[] = [];
  const heard: string[] = [];
  let withoutRecording = 0;
  for (const one of responses) {
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
  return { responses: responses.length, pending, heard, withoutRecording };
}

const joinedResponses = (runFolder: string, tables: Tables): Promise<JoinedResponse[]> =>
  tables.rows<JoinedResponse>(
    `select response_id, user_id, expected_text, audio, duration_seconds
     from ${parquet(join(stageFolder(runFolder, 'join'), 'joined.parquet'))}
     order by user_id, answered_at, response_id`,
  );

/** The files by their names without extension, leaving out unfinished ones, which end in `.part`. */
function recordingsIn(folder: string): Map<string, string> {
  const names = existsSync(folder) ? readdirSync(folder) : [];
  return new Map(
    names.filter((name) => !name.endsWith('.part')).map((name) => [parse(name).name, join(folder, name)]),
  );
}
