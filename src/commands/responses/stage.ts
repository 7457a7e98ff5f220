import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { readConfig } from '../../config.ts';
import type { Manifest } from '../../responses/run-folder/manifest.ts';
import type { StageWatch } from '../../responses/stages/stage.ts';
import { openProgress } from '../progress.ts';

export interface StageOptions {
  dir?: string;
  json?: boolean;
}

/** The folder that holds the files of all stages. */
export const runFolderOf = ({ dir }: StageOptions): string =>
  dir ?? join(readConfig(process.env).dataDir, 'responses');

/** Runs one stage on its run folder, and says what it did. A signal stops it between two steps. */
export async function runStage(
  options: StageOptions,
  run: (runFolder: string, watch: StageWatch) => Promise<Manifest>,
): Promise<StageSummary> {
  const runFolder = runFolderOf(options);
  mkdirSync(runFolder, { recursive: true });
  const { progress, close } = openProgress(process.stderr, Date.now);
  const stop = new AbortController();
  const onSignal = () => stop.abort(new Error('Interrupted. Run the same command again to continue.'));
  process.once('SIGINT', onSignal).once('SIGTERM', onSignal);
  const startedAt = performance.now();
  try {
    const { stage, counts, refused, files } = await run(runFolder, { progress, signal: stop.signal });
    const seconds = (performance.now() - startedAt) / 1000;
    return { stage, counts, refused, files, folder: join(runFolder, stage), seconds };
  } finally {
    process.off('SIGINT', onSignal).off('SIGTERM', onSignal);
    close();
  }
}

/** What a stage did. */
export interface StageSummary extends Pick<Manifest, 'stage' | 'counts' | 'refused' | 'files'> {
  readonly folder: string;
  readonly seconds: number;
}

/** Prints what one stage did. */
export function say({ json }: StageOptions, summary: StageSummary): void {
  process.stdout.write(json ? `${JSON.stringify(summary)}\n` : inWords(summary));
}

export function inWords({ stage, counts, refused, folder, seconds }: StageSummary): string {
  const told = (numbers: Readonly<Record<string, number>>) =>
    Object.entries(numbers)
      .filter(([, count]) => count > 0)
      .map(([name, count]) => `${spaced(name)} ${count.toLocaleString('en')}`)
      .join(', ') || 'nothing';
  return [
    `${stage} in ${seconds.toFixed(1)} s: ${told(counts)}.`,
    `Refused: ${told(refused)}.`,
    `The files are in ${folder}.`,
    '',
  ].join('\n');
}

const spaced = (name: string) =>
  name.replace(/_/g, ' ').replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
