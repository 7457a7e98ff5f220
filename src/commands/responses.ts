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
export const cleanCommand = async (files: string[], options: CleanOptions): Promise<void> =>
  say(options, await cleanStage(files, options));

export function cleanStage(files: string[], options: CleanOptions): Promise<StageSummary> {
  const utcOffset = options.utcOffset ?? 'Z';
  if (!/^(Z|[+-]\d{2}:\d{2})$/.test(utcOffset))
    throw new UsageError(`--utc-offset must be like +05:30, or Z, not ${utcOffset}`);
  return runStage(options, (runFolder, tables, progress, signal) =>
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
export const selectCommand = async (options: SelectOptions): Promise<void> =>
  say(options, await selectStage(options));

export function selectStage(options: SelectOptions): Promise<StageSummary> {
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
  return runStage(options, (runFolder, tables) => select({ runFolder, ...asked }, tables));
}

function linesOf(path: string): string[] {
  if (!existsSync(path)) throw new UsageError(`--users-file: there is no file ${path}`);
  return readFileSync(path, 'utf8').split(/\r?\n/).filter(Boolean);
}

export interface JoinOptions extends StageOptions {
  window: string;
}

/** `rekindle responses join`: each response with its learner's nearest session. */
export const joinCommand = async (options: JoinOptions): Promise<void> =>
  say(options, await joinStage(options));

export function joinStage(options: JoinOptions): Promise<StageSummary> {
  const windowSeconds = numberOf('--window', options.window, 0, DAY_SECONDS);
  return runStage(options, (runFolder, tables) => joinSessions({ runFolder, windowSeconds }, tables));
}

const DAY_SECONDS = 86_400;

/** Where the files of all stages are. */
export const runFolderOf = ({ dir }: StageOptions): string =>
  dir ?? join(readConfig(process.env).dataDir, 'responses');

/** Runs one stage on its run folder, and says what it did. It stops between two steps when it is asked to. */
export async function runStage(
  options: StageOptions,
  run: (runFolder: string, tables: Tables, progress: Progress, signal: AbortSignal) => Promise<Manifest>,
): Promise<StageSummary> {
  const runFolder = runFolderOf(options);
  mkdirSync(runFolder, { recursive: true });
  const { progress, close } = openProgress(process.stderr, Date.now);
  const stop = new AbortController();
  const onSignal = () => stop.abort(new Error('Interrupted. Run the same command again to go on.'));
  process.once('SIGINT', onSignal).once('SIGTERM', onSignal);
  const startedAt = performance.now();
  const tables = await openTables(runFolder);
  try {
    const { stage, counts, refused, files } = await run(runFolder, tables, progress, stop.signal);
    const seconds = (performance.now() - startedAt) / 1000;
    return { stage, counts, refused, files, folder: join(runFolder, stage), seconds };
  } finally {
    process.off('SIGINT', onSignal).off('SIGTERM', onSignal);
    close();
    await tables.close();
  }
}

/** What a stage did. */
export interface StageSummary extends Pick<Manifest, 'stage' | 'counts' | 'refused' | 'files'> {
  readonly folder: string;
  readonly seconds: number;
}

/** Answers with what one stage did. */
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
