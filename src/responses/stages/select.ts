import { createHash } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { InputError } from '../../errors.ts';
import {
  doneManifest,
  fingerprintOf,
  type Manifest,
  resumedManifest,
  stageFolder,
  writeManifest,
} from '../run-folder/manifest.ts';
import { parquet, type Tables } from '../run-folder/tables.ts';

export interface SelectRequest {
  readonly runFolder: string;
  /** Learners whose responses are taken; null for all. */
  readonly users: readonly string[] | null;
  /** Only learners with a session of this milestone; null for all. */
  readonly milestone: string | null;
  /** A condition of ClickHouse's SQL over the columns of responses, for a cohort; null for none. */
  readonly where: string | null;
  /** Also writes `learners/<user id>.csv`. */
  readonly isPerLearner: boolean;
}

/** Ids that cannot name a file everywhere are hashed. */
const FILE_NAME = '^[A-Za-z0-9_-]{1,100}$';
const LEARNER_FILE = `if(match(user_id, '${FILE_NAME}'), user_id, lower(hex(MD5(user_id))))`;

/** The file of a learner's own responses in a run folder. */
export const learnerFile = (runFolder: string, userId: string): string =>
  join(
    stageFolder(runFolder, 'select'),
    'learners',
    `${new RegExp(FILE_NAME).test(userId) ? userId : createHash('md5').update(userId).digest('hex')}.csv`,
  );

/**
 * The responses that are asked for, each once, by learner and time: `selected.parquet` and `.csv`. Telemetry is sent
 * again where an answer is lost, so that the same response can come more than once.
 *
 * @throws InputError where the condition is no SQL
 */
export async function select(request: SelectRequest, tables: Tables): Promise<Manifest> {
  const { runFolder, users, milestone, where, isPerLearner } = request;
  const cleaned = doneManifest(runFolder, 'clean');
  const cleanFolder = stageFolder(runFolder, 'clean');
  const responseFiles = cleaned.files.filter((name) => /^responses-\d+\.parquet$/.test(name));
  if (responseFiles.length === 0)
    throw new InputError('No responses were found in the telemetry: nothing to select.');
  const fingerprint = fingerprintOf(
    [users, milestone, where, isPerLearner],
    responseFiles.map((name) => join(cleanFolder, name)),
  );
  const earlier = resumedManifest(runFolder, 'select', fingerprint);
  if (earlier?.isDone) return earlier;
  const from = parquet(join(cleanFolder, 'responses-*.parquet'));
  const sessions = parquet(join(cleanFolder, 'sessions.parquet'));
  const conditions = [
    ...(users === null ? [] : ['has({users:Array(String)}, user_id)']),
    ...(milestone === null
      ? []
      : [`user_id in (select user_id from ${sessions} where milestone = {milestone:String})`]),
    ...(where === null ? [] : [`(${where})`]),
  ];
  const params = { users: users ?? [], milestone: milestone ?? '' };
  const kept = conditions.length === 0 ? '' : `where ${conditions.join(' and ')}`;
  const folder = stageFolder(runFolder, 'select');
  try {
    await tables.write(
      `select * from ${from} ${kept} order by user_id, answered_at, response_id limit 1 by response_id`,
      join(folder, 'selected'),
      params,
    );
  } catch (error) {
    if (where === null) throw error;
    throw new InputError(`The condition ${where} cannot be used: ${(error as Error).message}`);
  }
  const selected = parquet(join(folder, 'selected.parquet'));
  if (isPerLearner) {
    mkdirSync(join(folder, 'learners'), { recursive: true });
    await tables.writeEach(
      `select * from ${selected}`,
      LEARNER_FILE,
      join(folder, 'learners', '{_partition_id}.csv'),
    );
  }
  const [row] = await tables.rows<{ taken: number; learners: number; kept: number }>(
    `select toUInt32(count()) as taken, toUInt32(uniqExact(user_id)) as learners,
       (select toUInt32(count()) from ${from} ${kept}) as kept from ${selected}`,
    params,
  );
  const { taken = 0, learners = 0, kept: matching = 0 } = row ?? {};
  const manifest: Manifest = {
    stage: 'select',
    fingerprint,
    isDone: true,
    counts: { responses: taken, learners, repeated: matching - taken },
    refused: {},
    files: ['selected.parquet', 'selected.csv', ...(isPerLearner ? ['learners'] : [])],
    place: null,
  };
  writeManifest(runFolder, manifest);
  return manifest;
}
