import { join } from 'node:path';
import { localAnalyser } from '../responses/local/local-analyser.ts';
import { stageFolder } from '../responses/manifest.ts';
import { analyse } from '../responses/stages/analyse.ts';
import { runStage, type StageOptions, type StageSummary, say } from './responses.ts';
import { SPEECH_MODELS } from './speech-models.ts';

export interface AnalyseOptions extends StageOptions {
  recordings?: string;
  keepRecordings?: boolean;
  emotionModel?: string;
}

/** `rekindle responses analyse`: what the local analyser says of each recording; nothing leaves this machine. */
export const analyseCommand = async (options: AnalyseOptions): Promise<void> =>
  say(options, await analyseStage(options));

export function analyseStage(options: AnalyseOptions): Promise<StageSummary> {
  const analyser = localAnalyser(SPEECH_MODELS, options.emotionModel);
  return runStage(options, (runFolder, tables, progress, signal) =>
    analyse(
      {
        runFolder,
        recordings: options.recordings ?? join(stageFolder(runFolder, 'fetch'), 'audio'),
        // What somebody else put there is not ours to remove.
        isKept: options.recordings !== undefined || (options.keepRecordings ?? false),
      },
      analyser,
      tables,
      (done, total) => progress('analyse', done, total, 'recordings'),
      signal,
    ),
  );
}
