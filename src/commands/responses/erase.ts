import { existsSync } from 'node:fs';
import { readConfig } from '../../config.ts';
import { eraseScoredResponses } from '../../ingest/erase-scored.ts';
import { type ErasedFiles, eraseLearner } from '../../responses/erase.ts';
import { openTables } from '../../responses/run-folder/tables.ts';
import { openStores } from '../../runtime.ts';
import { runFolderOf, type StageOptions } from './stage.ts';

/** `rekindle responses erase`: removes all that spoken responses left of one learner. */
export async function eraseCommand(learner: string, options: StageOptions): Promise<void> {
  // The event log comes first: if a running server holds the store, this fails before any file is erased.
  const events = await eraseEvents(learner);
  const files = await eraseFiles(runFolderOf(options), learner);
  const erased = { learner, events, ...files };
  process.stdout.write(
    options.json
      ? `${JSON.stringify(erased)}\n`
      : `Erased for ${learner}: ${files.recordings} recordings, ${files.lines} analyses and notes, ${files.rows} rows of tables, ${events} scored responses in the event log.\nTelemetry and recordings at their sources are not touched: remove them there, or a new run brings them back.\n`,
  );
}

async function eraseEvents(learner: string): Promise<number> {
  const stores = await openStores(readConfig(process.env), 'responses erase');
  try {
    return await eraseScoredResponses(learner, stores);
  } finally {
    await stores.close();
  }
}

async function eraseFiles(runFolder: string, learner: string): Promise<ErasedFiles> {
  if (!existsSync(runFolder)) return { recordings: 0, lines: 0, rows: 0 };
  const tables = await openTables(runFolder);
  try {
    return await eraseLearner(runFolder, learner, tables);
  } finally {
    await tables.close();
  }
}
