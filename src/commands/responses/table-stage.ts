import type { Manifest } from '../../responses/run-folder/manifest.ts';
import { openTables, type Tables } from '../../responses/run-folder/tables.ts';
import type { Progress } from '../progress.ts';
import { runStage, type StageOptions, type StageSummary } from './stage.ts';

/** Runs one stage that asks the engine. Who needs none does not load this: the engine takes more memory than cleaning. */
export const runTableStage = (
  options: StageOptions,
  run: (runFolder: string, tables: Tables, progress: Progress, signal: AbortSignal) => Promise<Manifest>,
): Promise<StageSummary> =>
  runStage(options, async (runFolder, progress, signal) => {
    const tables = await openTables(runFolder);
    try {
      return await run(runFolder, tables, progress, signal);
    } finally {
      await tables.close();
    }
  });
