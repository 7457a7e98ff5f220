import { existsSync } from 'node:fs';
import { cp, mkdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** The folder that the workers of one test run share; `runner` is the process id of the run. */
export const sharedFolder = (runner: number): string => join(tmpdir(), `rekindle-prepared-${runner}`);

/**
 * Copies a data folder as a first start leaves it to `folder`. The first test of a run that asks prepares it, which takes
 * most of a minute; the others wait for it and copy.
 *
 * @param prepare fills an empty data folder
 */
export async function copyPrepared(
  folder: string,
  prepare: (folder: string) => Promise<void>,
): Promise<void> {
  const shared = sharedFolder(process.ppid);
  const [data, done, failed] = ['data', 'done', 'failed'].map((name) => join(shared, name));
  const isFirst = await mkdir(shared).then(
    () => true,
    () => false,
  );
  if (isFirst)
    await prepare(data).then(
      () => writeFile(done, ''),
      async (error: unknown) => {
        await writeFile(failed, '');
        throw error;
      },
    );
  while (!existsSync(done)) {
    if (existsSync(failed)) throw new Error('Another test could not prepare the data folder.');
    await sleep(200);
  }
  await cp(data, folder, { recursive: true });
}

/** Removes what a run has prepared. */
export const removePrepared = (runner: number): Promise<void> =>
  rm(sharedFolder(runner), { recursive: true, force: true });
