import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Config, readConfig } from '../../config.ts';
import { UsageError } from '../../errors.ts';
import { estimate, estimateInWords } from '../../responses/gemini/estimate.ts';
import { geminiAnalyser } from '../../responses/gemini/gemini-analyser.ts';
import { stageFolder } from '../../responses/run-folder/manifest.ts';
import { analyse } from '../../responses/stages/analyse.ts';
import type { PendingRecording } from '../../responses/stages/pending-recordings.ts';
import type { Analyser } from '../../speech/analyser.ts';
import { localAnalyser } from '../../speech/local-analyser.ts';
import { SPEECH_MODELS } from '../speech/speech-models.ts';
import { type StageOptions, type StageSummary, say } from './stage.ts';
import { runTableStage } from './table-stage.ts';

export interface AnalyseOptions extends StageOptions {
  recordings?: string;
  keepRecordings?: boolean;
  emotionModel?: string;
  analyser: string;
}

/**
 * `rekindle responses analyse`: an analyser's findings on each recording. Nothing leaves this machine unless the
 * analyser is Gemini.
 */
export const analyseCommand = async (options: AnalyseOptions): Promise<void> =>
  say(options, await analyseStage(options));

export function analyseStage(options: AnalyseOptions): Promise<StageSummary> {
  const listener = chosen(options);
  return runTableStage(options, (runFolder, tables, watch) =>
    analyse.run(
      {
        runFolder,
        tables,
        ...listener,
        recordings: options.recordings ?? join(stageFolder(runFolder, 'fetch'), 'audio'),
        // Recordings that the user put there are not ours to remove.
        isKept: options.recordings !== undefined || (options.keepRecordings ?? false),
      },
      watch,
    ),
  );
}

interface Chosen {
  readonly analyser: Analyser;
  /** Prints what the analysis will cost, where it costs anything. */
  readonly announce?: (pending: readonly PendingRecording[]) => void;
}

function chosen({ analyser, emotionModel }: AnalyseOptions): Chosen {
  if (analyser === 'local') return { analyser: localAnalyser(SPEECH_MODELS, emotionModel) };
  if (analyser === 'gemini') return gemini(readConfig(process.env));
  throw new UsageError(`--analyser must be local or gemini, not ${analyser}`);
}

const gemini = ({ responses, geminiBaseUrl }: Config): Chosen => ({
  analyser: geminiAnalyser(
    responses.gemini,
    { apiKey: process.env.GEMINI_API_KEY || null, baseUrl: geminiBaseUrl },
    {
      clock: Date.now,
      sleep: (durationMs, signal) => sleep(durationMs, undefined, signal ? { signal } : {}),
      random: Math.random,
    },
  ),
  announce: (pending) =>
    process.stderr.write(estimateInWords(estimate(pending, responses.gemini), responses.gemini)),
});
