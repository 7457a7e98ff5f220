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

/**
 * `rekindle responses run`: all stages, one after the other. What is done already is not done again. Recordings are
 * listened to where it is said where they are.
 */
export async function runCommand(files: string[], options: RunOptions): Promise<void> {
  const { from, recordings } = options;
  const summaries: StageSummary[] = [];
  const step = async (stage: Promise<StageSummary>) => {
    const summary = await stage;
    summaries.push(summary);
    if (!options.json) process.stdout.write(inWords(summary));
  };
  await step(cleanStage(files, options));
  await step(selectStage(options));
  await step(joinStage(options));
  if (from !== undefined) await step(fetchStage({ ...options, from }));
  if (from !== undefined || recordings !== undefined) await step(analyseStage(options));
  await step(scoreStage(options));
  if (options.json) process.stdout.write(`${JSON.stringify({ stages: summaries })}\n`);
}
