import { FETCH_PACE, fetchRecordings } from '../../responses/stages/fetch.ts';
import { recordingSource } from '../../responses/stages/recording-source.ts';
import { numberOf } from '../number.ts';
import { type StageOptions, type StageSummary, say } from './stage.ts';
import { runTableStage } from './table-stage.ts';

export interface FetchOptions extends StageOptions {
  from: string;
  s3Endpoint?: string;
  s3Region: string;
  atOnce: string;
}

/** `rekindle responses fetch`: the recordings of joined responses. */
export const fetchCommand = async (options: FetchOptions): Promise<void> =>
  say(options, await fetchStage(options));

export function fetchStage(options: FetchOptions): Promise<StageSummary> {
  const pace = { ...FETCH_PACE, atOnce: numberOf('--at-once', options.atOnce, 1, 200) };
  const source = recordingSource(options.from, {
    endpoint: options.s3Endpoint ?? null,
    region: options.s3Region,
  });
  return runTableStage(options, (runFolder, tables, watch) =>
    fetchRecordings.run({ runFolder, tables, source, pace, random: Math.random }, watch),
  );
}
