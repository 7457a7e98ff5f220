import { rmSync } from 'node:fs';
import { InputError } from '../../errors.ts';
import type { Analyser } from '../../speech/analyser.ts';
import { stageFolder } from '../run-folder/manifest.ts';
import type { Tables } from '../run-folder/tables.ts';
import { analysedResponse } from './analysed-response.ts';
import { type AnalysisRecord, openAnalysisRecord } from './analysis-record.ts';
import { type JoinedRecordings, joinedRecordings, type PendingRecording } from './pending-recordings.ts';
import { type StageTally, type StageWork, stage } from './stage.ts';

interface AnalyseRequest {
  readonly runFolder: string;
  readonly tables: Tables;
  readonly analyser: Analyser;
  /** The folder of the recordings, each named by its response's id or as the telemetry names it. */
  readonly recordings: string;
  /** Whether recordings are kept; otherwise each is removed once its analysis is on disk. */
  readonly isKept: boolean;
  /** Called, before the analysis begins, with the recordings to analyse. */
  readonly announce?: (pending: readonly PendingRecording[]) => void;
}

/** A service that fails for this many recordings in a row will also fail for the rest. */
const MOST_IN_A_ROW = 3;

/**
 * Analyses the recording of every joined response and writes `analysis.jsonl`, one line for each recording. Each
 * learner's recordings are taken in the order of time, so that later ones can be judged against earlier ones. After a
 * stop, the next run continues with the first recording that has no line; so does a run on other responses, because
 * analyses stay valid. Recordings that were not analysed for reasons that may pass are in `later.jsonl`; the next run
 * tries them again.
 */
export const analyse = stage<AnalyseRequest>({
  name: 'analyse',
  after: 'join',
  isRepeated: true,
  fingerprint: ({ analyser }) => analyser.name,
  /** A different analyser's results may have cost money, and their recordings may be gone. */
  refuseToDiscard({ fingerprint, counts }, { runFolder, analyser }) {
    if ((counts.analysed ?? 0) === 0) return;
    throw new InputError(
      `The recordings of this run were listened to by ${fingerprint}, not by ${analyser.name}. Remove ${stageFolder(runFolder, 'analyse')} to listen anew; fetch brings removed recordings back.`,
    );
  },
  async run(request, work) {
    const { runFolder, tables, analyser, recordings, isKept, announce } = request;
    const record = await openAnalysisRecord(work.folder, analyser);
    try {
      const joined = await joinedRecordings(runFolder, recordings, record.ids, tables);
      const save = (finished: readonly string[]): StageTally => {
        const tally = record.sync(joined.withoutRecording);
        if (!isKept) for (const file of finished) rmSync(file, { force: true });
        work.save(tally);
        return tally;
      };
      // A kill between writing and removing leaves recordings that were already analysed.
      save(joined.heard);
      announce?.(joined.pending);
      const tally = save(await listen(joined, analyser, record, work, save));
      work.signal.throwIfAborted();
      return { ...tally, isDone: tally.counts.leftForLater === 0 };
    } finally {
      record.close();
    }
  },
});

/**
 * Analyses one recording after another until the signal stops it. Returns the files that were analysed since the last
 * `save`.
 *
 * @throws InputError where the service no longer answers
 */
async function listen(
  { responses, pending }: JoinedRecordings,
  analyser: Analyser,
  record: AnalysisRecord,
  { progress, signal }: StageWork<null>,
  save: (finished: readonly string[]) => StageTally,
): Promise<readonly string[]> {
  const finished: string[] = [];
  let lostInARow = 0;
  for (const [index, { responseId, userId, path, expectedText }] of pending.entries()) {
    if (signal.aborted) break;
    progress('analyse', responses - pending.length + index, responses, 'recordings');
    const earlier = record.rememberedOf(userId);
    const result = await analyser.analyse({ path, expectedText, earlier }, signal);
    if ('refused' in result && result.askAgain) {
      record.leave(responseId, result);
      if (result.askAgain === 'service') lostInARow += 1;
      if (lostInARow < MOST_IN_A_ROW) continue;
      save(finished);
      throw new InputError(
        `Stopped: ${lostInARow} recordings in a row were not listened to (${result.message}). Run the same command again to continue.`,
      );
    }
    lostInARow = 0;
    record.add(analysedResponse(responseId, userId, result));
    finished.push(path);
    if (finished.length >= analyser.saveEvery) save(finished.splice(0));
  }
  progress('analyse', responses, responses, 'recordings');
  return finished;
}
