import type { StageName } from '../../responses/run-folder/manifest.ts';
import { RUN } from '../../responses/stages/stages.ts';
import { type AnalyseOptions, analyseStage } from './analyse.ts';
import { type CleanOptions, cleanStage } from './clean.ts';
import { type FetchOptions, fetchStage } from './fetch.ts';
import { type ScoreOptions, scoreStage } from './score.ts';
import { type JoinOptions, joinStage, type SelectOptions, selectStage } from './select-join.ts';
import { inWords, type StageSummary } from './stage.ts';

type RunOptions = CleanOptions &
  SelectOptions &
  JoinOptions &
  Omit<FetchOptions, 'from'> &
  AnalyseOptions &
  ScoreOptions & { from?: string };

type StageRun = (options: RunOptions, files: string[]) => Promise<StageSummary>;

/**
 * How the options run each stage; null for stages that need recordings where the options do not say where those are.
 */
const stageRuns = ({ from, recordings }: RunOptions): Record<StageName, StageRun | null> => ({
  clean: (options, files) => cleanStage(files, options),
  select: selectStage,
  join: joinStage,
  fetch: from === undefined ? null : (options) => fetchStage({ ...options, from }),
  analyse: from === undefined && recordings === undefined ? null : analyseStage,
  score: scoreStage,
});

/**
 * `rekindle responses run`: all stages, one after the other. Finished stages are not repeated. Recordings are analysed
 * only if the options say where they are.
 */
export async function runCommand(files: string[], options: RunOptions): Promise<void> {
  const runs = stageRuns(options);
  const summaries: StageSummary[] = [];
  for (const { name } of RUN) {
    const summary = await runs[name]?.(options, files);
    if (summary === undefined) continue;
    summaries.push(summary);
    if (!options.json) process.stdout.write(inWords(summary));
  }
  if (options.json) process.stdout.write(`${JSON.stringify({ stages: summaries })}\n`);
}
