import { rmSync } from 'node:fs';
import { join } from 'node:path';
import {
  doneManifest,
  fingerprintOf,
  type Manifest,
  resumedManifest,
  stageFolder,
  writeManifest,
} from '../manifest.ts';
import { parquet, type Tables } from '../tables.ts';

export interface JoinRequest {
  readonly runFolder: string;
  /** A session further away than this is not a response's. */
  readonly windowSeconds: number;
}

/**
 * Gives each response its learner's nearest session within the window: `joined.parquet` and `.csv` with the session's
 * milestone, lesson and progress. The others are in `unmatched.*` with the distance to the nearest one, if there is any.
 * A response within a session is at distance 0; of two equally near sessions the earlier is taken.
 */
export async function joinSessions(
  { runFolder, windowSeconds }: JoinRequest,
  tables: Tables,
): Promise<Manifest> {
  doneManifest(runFolder, 'select');
  const selected = join(stageFolder(runFolder, 'select'), 'selected.parquet');
  const sessions = join(stageFolder(runFolder, 'clean'), 'sessions.parquet');
  const fingerprint = fingerprintOf({ windowSeconds }, [selected, sessions]);
  const earlier = resumedManifest(runFolder, 'join', fingerprint);
  if (earlier?.isDone) return earlier;
  const folder = stageFolder(runFolder, 'join');
  const nearest = join(folder, '.nearest');
  await tables.writeParquet(nearestSessions(parquet(selected), parquet(sessions)), nearest);
  const near = 'coalesce(distance_seconds <= {window:Float64}, false)';
  const params = { window: windowSeconds };
  const from = `select * from ${parquet(`${nearest}.parquet`)}`;
  await tables.write(`${from} where ${near}`, join(folder, 'joined'), params);
  await tables.write(`${from} where not ${near}`, join(folder, 'unmatched'), params);
  const [row] = await tables.rows<{ joined: number; far: number; without: number }>(
    `select toUInt32(countIf(${near})) as joined, toUInt32(countIf(distance_seconds is null)) as without,
       toUInt32(count()) - joined - without as far
     from ${parquet(`${nearest}.parquet`)}`,
    params,
  );
  rmSync(`${nearest}.parquet`);
  const manifest: Manifest = {
    stage: 'join',
    fingerprint,
    isDone: true,
    counts: { joined: row?.joined ?? 0 },
    refused: { too_far: row?.far ?? 0, no_session: row?.without ?? 0 },
    files: ['joined.parquet', 'joined.csv', 'unmatched.parquet', 'unmatched.csv'],
    place: null,
  };
  writeManifest(runFolder, manifest);
  return manifest;
}

/** What comes along of a session, and its name beside the columns of the response. */
const BROUGHT: Readonly<Record<string, string>> = {
  session_id: 'nearest_session_id',
  started_at: 'session_started_at',
  ended_at: 'session_ended_at',
  milestone: 'milestone',
  lesson: 'lesson',
  progress: 'progress',
};

/**
 * Every response with the nearest session of its learner. Looking back, that is the one which ended last of those that
 * began by then; looking ahead, the one that begins first.
 */
const nearestSessions = (responses: string, sessions: string): string => `
  with
    began as (
      select user_id, started_at as at, tuple(${Object.keys(BROUGHT).join(', ')}) as session,
        coalesce(ended_at, started_at) as until
      from ${sessions}
      order by user_id, at, session_id
      limit 1 by user_id, at
    ),
    begun as (
      select user_id, at, argMax(session, tuple(until, -toUnixTimestamp64Milli(at))) over earlier as last_session,
        max(until) over earlier as last_until
      from began
      window earlier as (partition by user_id order by at rows between unbounded preceding and current row)
    ),
    seen as (
      select r.* except (user_id), r.user_id as user_id, b.last_session as last_session, a.session as next_session,
        b.user_id is not null as has_last, a.user_id is not null as has_next,
        if(has_last, greatest(0, dateDiff('millisecond', b.last_until, r.answered_at)) / 1000, null) as since_last,
        if(has_next, dateDiff('millisecond', r.answered_at, a.at) / 1000, null) as until_next,
        not has_next or coalesce(since_last <= until_next, false) as is_last
      from ${responses} as r
      asof left join begun as b on r.user_id = b.user_id and r.answered_at >= b.at
      asof left join began as a on r.user_id = a.user_id and r.answered_at < a.at
    )
  select * except (last_session, next_session, has_last, has_next, since_last, until_next, is_last),
    if(is_last, since_last, until_next) as distance_seconds,
    ${Object.values(BROUGHT)
      .map((name, part) => {
        const of = (session: string) => `tupleElement(${session}, ${part + 1})`;
        return `if(distance_seconds is null, null, if(is_last, ${of('last_session')}, ${of('next_session')})) as ${name}`;
      })
      .join(',\n    ')}
  from seen`;
