import { createHash } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { InputError } from '../../errors.ts';
import { fingerprintOf, stageFolder } from '../run-folder/manifest.ts';
import { parquet, type Tables } from '../run-folder/tables.ts';
import { stage } from './stage.ts';

export interface SelectRequest {
  readonly runFolder: string;
  readonly tables: Tables;
  /** Learners whose responses are taken; null for all. */
  readonly users: readonly string[] | null;
  /** Only learners with a session of this milestone; null for all. */
  readonly milestone: string | null;
  /** A condition of ClickHouse's SQL over the columns of responses, for a cohort; null for none. */
  readonly where: string | null;
  /** Whether to write `learners/<user id>.csv` as well. */
  readonly isPerLearner: boolean;
}

/** Ids that are valid file names everywhere; other ids are hashed. */
const FILE_NAME = '^[A-Za-z0-9_-]{1,100}$';
const LEARNER_FILE = `if(match(user_id, '${FILE_NAME}'), user_id, lower(hex(MD5(user_id))))`;

/** The file of a learner's own responses in a run folder. */
export const learnerFile = (runFolder: string, userId: string): string =>
  join(
    stageFolder(runFolder, 'select'),
    'learners',
    `${new RegExp(FILE_NAME).test(userId) ? userId : createHash('md5').update(userId).digest('hex')}.csv`,
  );

/** What a selection reads: the responses of the stage clean, and the condition on those to keep. */
interface Selection {
  readonly responses: string;
  /** SQL that begins with `where`; empty to keep all. */
  readonly kept: string;
  readonly params: Readonly<Record<string, unknown>>;
}

/**
 * The chosen responses, each once, by learner and time: `selected.parquet` and `.csv`. Telemetry is sent again where
 * the server's answer is lost, so the same response can arrive more than once.
 *
 * @throws InputError where the condition is not valid SQL
 */
export const select = stage<SelectRequest>({
  name: 'select',
  after: 'clean',
  fingerprint({ runFolder, users, milestone, where, isPerLearner }, { files }) {
    const responses = files.filter((name) => /^responses-\d+\.parquet$/.test(name));
    if (responses.length === 0)
      throw new InputError('No responses were found in the telemetry: nothing to select.');
    return fingerprintOf(
      [users, milestone, where, isPerLearner],
      responses.map((name) => join(stageFolder(runFolder, 'clean'), name)),
    );
  },
  async run(request, { folder }) {
    const { tables, isPerLearner } = request;
    const selection = selectionOf(request);
    await writeSelected(selection, request, folder);
    const selected = parquet(join(folder, 'selected.parquet'));
    if (isPerLearner) await writeLearners(selected, folder, tables);
    return {
      counts: await countSelected(selected, selection, tables),
      refused: {},
      files: ['selected.parquet', 'selected.csv', ...(isPerLearner ? ['learners'] : [])],
    };
  },
});

function selectionOf({ runFolder, users, milestone, where }: SelectRequest): Selection {
  const cleaned = stageFolder(runFolder, 'clean');
  const sessions = parquet(join(cleaned, 'sessions.parquet'));
  const conditions = [
    ...(users === null ? [] : ['has({users:Array(String)}, user_id)']),
    ...(milestone === null
      ? []
      : [`user_id in (select user_id from ${sessions} where milestone = {milestone:String})`]),
    ...(where === null ? [] : [`(${where})`]),
  ];
  return {
    responses: parquet(join(cleaned, 'responses-*.parquet')),
    kept: conditions.length === 0 ? '' : `where ${conditions.join(' and ')}`,
    params: { users: users ?? [], milestone: milestone ?? '' },
  };
}

async function writeSelected(
  { responses, kept, params }: Selection,
  { tables, where }: SelectRequest,
  folder: string,
): Promise<void> {
  try {
    await tables.write(
      `select * from ${responses} ${kept} order by user_id, answered_at, response_id limit 1 by response_id`,
      join(folder, 'selected'),
      params,
    );
  } catch (error) {
    if (where === null) throw error;
    throw new InputError(`The condition ${where} cannot be used: ${(error as Error).message}`);
  }
}

async function writeLearners(selected: string, folder: string, tables: Tables): Promise<void> {
  mkdirSync(join(folder, 'learners'), { recursive: true });
  await tables.writeEach(
    `select * from ${selected}`,
    LEARNER_FILE,
    join(folder, 'learners', '{_partition_id}.csv'),
  );
}

async function countSelected(
  selected: string,
  { responses, kept, params }: Selection,
  tables: Tables,
): Promise<Record<'responses' | 'learners' | 'repeated', number>> {
  const [row] = await tables.rows<{ taken: number; learners: number; kept: number }>(
    `select toUInt32(count()) as taken, toUInt32(uniqExact(user_id)) as learners,
       (select toUInt32(count()) from ${responses} ${kept}) as kept from ${selected}`,
    params,
  );
  const { taken = 0, learners = 0, kept: matching = 0 } = row ?? {};
  return { responses: taken, learners, repeated: matching - taken };
}
