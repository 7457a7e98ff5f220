import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Config } from '../../config.ts';
import { moment } from '../../domain/moment.ts';
import { importOulad } from '../../ingest/import.ts';
import { openStores, type Stores } from '../../runtime.ts';
import type { Progress } from '../progress.ts';

/**
 * What a command works on: the stores of the configuration, or, where it was given a path, fresh ones that hold the OULAD
 * data there and are thrown away on closing.
 *
 * @param command names who holds the stores
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
    await importOulad({
      path,
      ...stores,
      rejectsFile: join(dataDir, 'rejects.jsonl'),
      now: () => moment(Date.now()),
      importId: Date.now(),
      progress,
    });
  } catch (error) {
    await close();
    throw error;
  }
  return { stores, close };
}
