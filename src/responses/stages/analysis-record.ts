import { join } from 'node:path';
import type { Analyser, AnalysisRefusal } from '../../speech/analyser.ts';
import type { Measured } from '../../speech/voice/voice-features.ts';
import { openJsonLines, readJsonLines } from '../../store/json-lines.ts';
import type { AnalysedResponse } from './analysed-response.ts';
import type { StageTally } from './stage.ts';

/** What is known about the recordings that this run and earlier ones analysed. */
interface Heard {
  readonly ids: Set<string>;
  readonly counts: Record<'analysed' | 'withoutRecording' | 'leftForLater', number>;
  readonly refused: Record<string, number>;
  /** What the analyser remembers of each learner's recordings. */
  readonly remembered: Map<string, readonly Measured[]>;
}

/** The analyses on disk: `analysis.jsonl` for good, `later.jsonl` until the next run. */
export interface AnalysisRecord {
  /** The ids of the responses that have a line. */
  readonly ids: ReadonlySet<string>;
  /** What the analyser remembers of a learner's recordings. */
  rememberedOf(userId: string): readonly Measured[];
  add(line: AnalysedResponse): void;
  /** Leaves a recording to the next run. */
  leave(responseId: string, refusal: AnalysisRefusal): void;
  /** Writes everything to disk. Returns the tally of all lines. */
  sync(withoutRecording: number): StageTally;
  close(): void;
}

/** Continues after the last complete line. */
export async function openAnalysisRecord(
  folder: string,
  analyser: Pick<Analyser, 'remember'>,
): Promise<AnalysisRecord> {
  const path = join(folder, 'analysis.jsonl');
  const { heard, bytes } = await readHeard(path, analyser);
  const { ids, counts, refused, remembered } = heard;
  const analysed = openJsonLines(path, bytes);
  const later = openJsonLines(join(folder, 'later.jsonl'), 0);
  return {
    ids,
    rememberedOf: (userId) => remembered.get(userId) ?? [],
    add(line) {
      analysed.add(line);
      take(line, heard, analyser);
    },
    leave(responseId, refusal) {
      later.add({ response_id: responseId, reason: refusal.refused, message: refusal.message });
      countRefused(refusal.refused, heard);
      counts.leftForLater += 1;
    },
    sync(withoutRecording) {
      analysed.sync();
      later.sync();
      return { counts: { ...counts, withoutRecording }, refused, files: ['analysis.jsonl', 'later.jsonl'] };
    },
    close() {
      analysed.close();
      later.close();
    },
  };
}

async function readHeard(
  path: string,
  analyser: Pick<Analyser, 'remember'>,
): Promise<{ heard: Heard; bytes: number }> {
  const heard: Heard = {
    ids: new Set(),
    counts: { analysed: 0, withoutRecording: 0, leftForLater: 0 },
    refused: {},
    remembered: new Map(),
  };
  let bytes = 0;
  for await (const { row, toByte } of readJsonLines<AnalysedResponse>(path)) {
    bytes = toByte;
    take(row, heard, analyser);
  }
  return { heard, bytes };
}

function take(line: AnalysedResponse, heard: Heard, analyser: Pick<Analyser, 'remember'>): void {
  heard.ids.add(line.response_id);
  if (line.refused !== null) {
    countRefused(line.refused, heard);
    return;
  }
  heard.counts.analysed += 1;
  if (line.analysis === null) return;
  const before = heard.remembered.get(line.user_id) ?? [];
  heard.remembered.set(line.user_id, analyser.remember(before, line.analysis));
}

function countRefused(reason: string, { refused }: Heard): void {
  refused[reason] = (refused[reason] ?? 0) + 1;
}
