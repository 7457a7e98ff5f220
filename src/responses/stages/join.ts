import { join } from 'node:path';
import { readStatement, sqlOf } from '../../store/statement.ts';
import { namesOn } from '../../store/table-names.ts';
import { fingerprintOf, stageFolder } from '../run-folder/manifest.ts';
import { parquet, type Tables } from '../run-folder/tables.ts';
import { stage } from './stage.ts';

interface JoinRequest {
  readonly runFolder: string;
  readonly tables: Tables;
  /** The longest distance between a response and its session. */
  readonly windowSeconds: number;
}

/**
 * Gives each response its learner's nearest session within the window: `joined.parquet` and `.csv` with the session's
 * milestone, lesson and progress. The responses without such a session are in `unmatched.*`, with the distance to the
 * nearest session, if there is one. A response within a session has distance 0; of two equally near sessions the
 * earlier one is taken.
 */
export const joinSessions = stage<JoinRequest>({
  name: 'join',
  after: 'select',
  fingerprint: ({ runFolder, windowSeconds }) =>
    fingerprintOf({ windowSeconds }, [selectedIn(runFolder), sessionsIn(runFolder)]),
  async run({ runFolder, tables, windowSeconds }, { folder, before }) {
    const rows = await tables.writeParts({
      select: nearestSessions(parquet(selectedIn(runFolder)), parquet(sessionsIn(runFolder))),
      part: "if(coalesce(distance_seconds <= {window:Float64}, false), 'joined', 'unmatched')",
      parts: ['joined', 'unmatched'],
      rows: before.counts.responses ?? 0,
      folder,
      params: { window: windowSeconds },
    });
    const without = await countWithoutSession(parquet(join(folder, 'unmatched.parquet')), tables);
    return {
      counts: { joined: rows.joined },
      refused: { too_far: rows.unmatched - without, no_session: without },
      files: ['joined.parquet', 'joined.csv', 'unmatched.parquet', 'unmatched.csv'],
    };
  },
});

const selectedIn = (runFolder: string) => join(stageFolder(runFolder, 'select'), 'selected.parquet');
const sessionsIn = (runFolder: string) => join(stageFolder(runFolder, 'clean'), 'sessions.parquet');

async function countWithoutSession(unmatched: string, tables: Tables): Promise<number> {
  const [row] = await tables.rows<{ without: number }>(
    `select toUInt32(countIf(distance_seconds is null)) as without from ${unmatched}`,
  );
  return row?.without ?? 0;
}

const NEAREST_SESSIONS = readStatement(import.meta.dirname, 'nearest-sessions');

/** Every response with its learner's nearest session, however far away. Both parameters are FROM clauses. */
const nearestSessions = (responses: string, sessions: string): string =>
  sqlOf(NEAREST_SESSIONS, namesOn(null), { responses, sessions });
