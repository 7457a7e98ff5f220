import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Config } from '../../config.ts';
import { moment } from '../../domain/moment.ts';
import { importOulad } from '../../ingest/import.ts';
import { openStores, type Stores } from '../../runtime.ts';
import type { Progress } from '../progress.ts';
import { tellRefusals } from '../refusals.ts';

/**
 * The stores for a command: those of the configuration or, where the command has a path, temporary stores that hold the OULAD
 * data from that path and are deleted on closing.
 *
 * @param command the name of the command, which marks the stores as in use by it
 */
export async function openData(
  config: Config,
  command: string,
  path: string | undefined,
  progress: Progress,
): Promise<{ stores: Stores; close(): Promise<void> }> {
  if (path === undefined) {
    const stores = await openStores(config, command);
    return { stores, close: () => stores.close() };
  }
  const dataDir = mkdtempSync(join(tmpdir(), `rekindle-${command}-`));
  const stores = await openStores({ ...config, dataDir, databaseUrl: null, clickhouse: null }, command);
  const close = async () => {
    await stores.close();
    rmSync(dataDir, { recursive: true, force: true });
  };
  try {
    const { refusals } = await importOulad({
      path,
      ...stores,
      rejectsFile: join(config.dataDir, 'rejects.jsonl'),
      now: () => moment(Date.now()),
      importId: Date.now(),
      progress,
    });
    tellRefusals(refusals);
  } catch (error) {
    await close();
    throw error;
  }
  return { stores, close };
}
