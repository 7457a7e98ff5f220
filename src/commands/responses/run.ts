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

/** How each stage is asked by the options; null where nothing says where recordings are. */
const stageRuns = ({ from, recordings }: RunOptions): Record<StageName, StageRun | null> => ({
  clean: (options, files) => cleanStage(files, options),
  select: selectStage,
  join: joinStage,
  fetch: from === undefined ? null : (options) => fetchStage({ ...options, from }),
  analyse: from === undefined && recordings === undefined ? null : analyseStage,
  score: scoreStage,
});

/**
 * `rekindle responses run`: all stages, one after the other. What is done already is not done again. Recordings are
 * listened to where it is said where they are.
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
