import type { Manifest } from '../../responses/run-folder/manifest.ts';
import { openTables, type Tables } from '../../responses/run-folder/tables.ts';
import type { StageWatch } from '../../responses/stages/stage.ts';
import { runStage, type StageOptions, type StageSummary } from './stage.ts';

/**
 * Runs one stage that queries ClickHouse in process. Other stages do not load this module: ClickHouse takes more memory
 * than cleaning does.
 */
export const runTableStage = (
  options: StageOptions,
  run: (runFolder: string, tables: Tables, watch: StageWatch) => Promise<Manifest>,
): Promise<StageSummary> =>
  runStage(options, async (runFolder, watch) => {
    const tables = await openTables(runFolder);
    try {
      return await run(runFolder, tables, watch);
    } finally {
      await tables.close();
    }
  });
