import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readConfig } from '../config.ts';
import { UsageError } from '../errors.ts';
import type { Manifest } from '../responses/manifest.ts';
import { clean } from '../responses/stages/clean.ts';
import { joinSessions } from '../responses/stages/join.ts';
import { select } from '../responses/stages/select.ts';
import { openTables, type Tables } from '../responses/tables.ts';
import { numberOf } from './number.ts';
import { openProgress, type Progress } from './progress.ts';

export interface StageOptions {
  dir?: string;
  json?: boolean;
}

export interface CleanOptions extends StageOptions {
  sessions?: string;
  language?: string;
  utcOffset?: string;
}

/** `rekindle responses clean`: telemetry as tables of responses and sessions. */
export async function cleanCommand(files: string[], options: CleanOptions): Promise<void> {
  const utcOffset = options.utcOffset ?? 'Z';
  if (!/^(Z|[+-]\d{2}:\d{2})$/.test(utcOffset))
    throw new UsageError(`--utc-offset must be like +05:30, or Z, not ${utcOffset}`);
  await runStage(options, (runFolder, tables, progress, signal) =>
    clean(
      {
        runFolder,
        inputs: files,
        sessionsInput: options.sessions ?? null,
        languages: options.language === 'all' ? null : (options.language ?? 'en').toLowerCase().split(','),
        utcOffset,
        chunkRecords: CHUNK_RECORDS,
      },
      tables,
      (file, read, total) => progress(file, read, total, 'bytes'),
      signal,
    ),
  );
}

const CHUNK_RECORDS = 200_000;

export interface SelectOptions extends StageOptions {
  user?: string;
  usersFile?: string;
  milestone?: string;
  where?: string;
  perLearner?: boolean;
}

/** `rekindle responses select`: the responses to go on with. */
export async function selectCommand(options: SelectOptions): Promise<void> {
  const { user, usersFile, milestone, where, perLearner } = options;
  const users =
    user === undefined && usersFile === undefined
      ? null
      : [...(user?.split(',') ?? []), ...(usersFile === undefined ? [] : linesOf(usersFile))];
  const asked = {
    users,
    milestone: milestone ?? null,
    where: where ?? null,
    isPerLearner: perLearner ?? false,
  };
  await runStage(options, (runFolder, tables) => select({ runFolder, ...asked }, tables));
}

function linesOf(path: string): string[] {
  if (!existsSync(path)) throw new UsageError(`--users-file: there is no file ${path}`);
  return readFileSync(path, 'utf8').split(/\r?\n/).filter(Boolean);
}

/** `rekindle responses join`: each response with its learner's nearest session. */
export async function joinCommand(options: StageOptions & { window: string }): Promise<void> {
  const windowSeconds = numberOf('--window', options.window, 0, DAY_SECONDS);
  await runStage(options, (runFolder, tables) => joinSessions({ runFolder, windowSeconds }, tables));
}

const DAY_SECONDS = 86_400;

/** Where the files of all stages are. */
export const runFolderOf = ({ dir }: StageOptions): string =>
  dir ?? join(readConfig(process.env).dataDir, 'responses');

/** Runs one stage on its run folder, and says what it did. It stops between two steps when it is asked to. */
export async function runStage(
  options: StageOptions,
  run: (runFolder: string, tables: Tables, progress: Progress, signal: AbortSignal) => Promise<Manifest>,
): Promise<void> {
  const runFolder = runFolderOf(options);
  mkdirSync(runFolder, { recursive: true });
  const { progress, close } = openProgress(process.stderr, Date.now);
  const stop = new AbortController();
  const onSignal = () => stop.abort(new Error('Interrupted. Run the same command again to go on.'));
  process.once('SIGINT', onSignal).once('SIGTERM', onSignal);
  const startedAt = performance.now();
  const tables = await openTables(runFolder);
  try {
    const manifest = await run(runFolder, tables, progress, stop.signal);
    close();
    const seconds = (performance.now() - startedAt) / 1000;
    process.stdout.write(
      options.json
        ? `${JSON.stringify({ stage: manifest.stage, counts: manifest.counts, refused: manifest.refused, folder: join(runFolder, manifest.stage), files: manifest.files, seconds })}\n`
        : inWords(manifest, join(runFolder, manifest.stage), seconds),
    );
  } finally {
    close();
    await tables.close();
  }
}

function inWords({ stage, counts, refused }: Manifest, folder: string, seconds: number): string {
  const told = Object.entries(counts).map(([name, count]) => `${spaced(name)} ${count.toLocaleString('en')}`);
  const reasons = Object.entries(refused).map(
    ([name, count]) => `${spaced(name)} ${count.toLocaleString('en')}`,
  );
  return [
    `${stage} in ${seconds.toFixed(1)} s: ${told.join(', ')}.`,
    reasons.length === 0 ? 'Nothing was refused.' : `Refused: ${reasons.join(', ')}.`,
    `The files are in ${folder}.`,
    '',
  ].join('\n');
}

const spaced = (name: string) =>
  name.replace(/_/g, ' ').replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
