import { join } from 'node:path';
import {
  doneManifest,
  fingerprintOf,
  type Manifest,
  resumedManifest,
  stageFolder,
  writeManifest,
} from '../run-folder/manifest.ts';
import { parquet, type Tables } from '../run-folder/tables.ts';

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
  const { counts } = doneManifest(runFolder, 'select');
  const selected = join(stageFolder(runFolder, 'select'), 'selected.parquet');
  const sessions = join(stageFolder(runFolder, 'clean'), 'sessions.parquet');
  const fingerprint = fingerprintOf({ windowSeconds }, [selected, sessions]);
  const earlier = resumedManifest(runFolder, 'join', fingerprint);
  if (earlier?.isDone) return earlier;
  const folder = stageFolder(runFolder, 'join');
  const rows = await tables.writeParts({
    select: nearestSessions(parquet(selected), parquet(sessions)),
    part: "if(coalesce(distance_seconds <= {window:Float64}, false), 'joined', 'unmatched')",
    parts: ['joined', 'unmatched'],
    rows: counts.responses ?? 0,
    folder,
    params: { window: windowSeconds },
  });
  const [row] = await tables.rows<{ without: number }>(
    `select toUInt32(countIf(distance_seconds is null)) as without from ${parquet(join(folder, 'unmatched.parquet'))}`,
  );
  const without = row?.without ?? 0;
  const manifest: Manifest = {
    stage: 'join',
    fingerprint,
    isDone: true,
    counts: { joined: rows.joined },
    refused: { too_far: rows.unmatched - without, no_session: without },
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
 * Every response with the nearest session of its learner. A response falls into the span from one session's start (or
 * from before the first) to the next one's. Looking back, the nearest is the one which ended last of those that began by
 * then; looking ahead, the one that begins first.
 */
const nearestSessions = (responses: string, sessions: string): string => `
  with
    began as (
      select user_id as learner_id, started_at as at, coalesce(ended_at, started_at) as until,
        ${Object.keys(BROUGHT).join(', ')}
      from ${sessions}
      order by learner_id, at, session_id
      limit 1 by learner_id, at
    ),
    span as (
      select learner_id, at, max(until) over earlier as last_until, leadInFrame(toNullable(at)) over ahead as next_at,
        argMaxIf(at, tuple(until, -toUnixTimestamp64Milli(at)), until is not null) over earlier as last_at
      from (
        select learner_id, at, toNullable(until) as until from began
        union all
        select distinct learner_id, ${BEFORE_ALL} as at, null as until from began
      )
      window
        earlier as (partition by learner_id order by at rows between unbounded preceding and current row),
        ahead as (partition by learner_id order by at rows between current row and 1 following)
    ),
    seen as (
      select r.*,
        if(last_until is null, null, greatest(0, dateDiff('millisecond', last_until, r.answered_at)) / 1000) as since_last,
        dateDiff('millisecond', r.answered_at, next_at) / 1000 as until_next,
        next_at is null or coalesce(since_last <= until_next, false) as is_last,
        if(is_last, last_at, next_at) as nearest_at
      from ${responses} as r
      asof left join span on r.user_id = span.learner_id and r.answered_at >= span.at
    )
  select seen.* except (since_last, until_next, is_last, nearest_at),
    if(is_last, since_last, until_next) as distance_seconds,
    ${Object.entries(BROUGHT)
      .map(([column, name]) => `began.${column} as ${name}`)
      .join(',\n    ')}
  from seen any left join began on seen.user_id = began.learner_id and seen.nearest_at = began.at`;

/** No session begins here. */
const BEFORE_ALL = "toDateTime64(-1, 3, 'UTC')";
