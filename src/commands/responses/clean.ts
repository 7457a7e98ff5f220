import { UsageError } from '../../errors.ts';
import { clean } from '../../responses/stages/clean.ts';
import { runStage, type StageOptions, type StageSummary, say } from './stage.ts';

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
  return runStage(options, (runFolder, watch) =>
    clean.run(
      {
        runFolder,
        inputs: files,
        sessionsInput: options.sessions ?? null,
        languages: options.language === 'all' ? null : (options.language ?? 'en').toLowerCase().split(','),
        utcOffset,
        chunkRecords: CHUNK_RECORDS,
      },
      watch,
    ),
  );
}

const CHUNK_RECORDS = 200_000;
