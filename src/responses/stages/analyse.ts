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
  /** Where recordings are, each named by its response's id or as the telemetry names it. */
  readonly recordings: string;
  /** Recordings are removed once what was heard is on the disk, unless they are kept. */
  readonly isKept: boolean;
  /** Hears what is to be listened to before it begins. */
  readonly announce?: (pending: readonly PendingRecording[]) => void;
}

/** A service that fails so many recordings in a row will fail the others. */
const MOST_IN_A_ROW = 3;

/**
 * Lets an analyser listen to the recording of every joined response, each learner's in the order of time, so that later
 * ones can be judged against earlier ones: `analysis.jsonl`, one line a recording. A run that was stopped goes on with the
 * first that has no line; so does one on other responses, as what was heard stays true. Recordings that nobody listened
 * to for reasons that may pass are in `later.jsonl`; the next run tries them again.
 */
export const analyse = stage<AnalyseRequest>({
  name: 'analyse',
  after: 'join',
  isRepeated: true,
  fingerprint: ({ analyser }) => analyser.name,
  /** What another analyser heard may have cost money and be of recordings that are gone. */
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
      // A kill between writing and removing leaves recordings that were listened to.
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
 * Listens to one recording after another until it is stopped. Returns files that were listened to since the last `save`.
 *
 * @throws InputError where the service answers no more
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
        `Stopped: ${lostInARow} recordings in a row were not listened to (${result.message}). Run the same command again to go on.`,
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
