-- name: nearest-sessions
-- Every response with the nearest session of its learner. A response falls into the span between the starts of two
-- successive sessions (or lies before the first start). Looking back, the nearest session is the last to end of those
-- that had begun by then; looking ahead, it is the first to begin. A placeholder for "no session" begins at -1, before
-- all others.
with
  began as (
    select user_id as learner_id, started_at as at, coalesce(ended_at, started_at) as until,
      session_id, started_at, ended_at, milestone, lesson, progress
    from /*sessions:*/ sessions
    order by learner_id, at, session_id
    limit 1 by learner_id, at
  ),
  span as (
    select learner_id, at, max(until) over earlier as last_until, leadInFrame(toNullable(at)) over ahead as next_at,
      argMaxIf(at, tuple(until, -toUnixTimestamp64Milli(at)), until is not null) over earlier as last_at
    from (
      select learner_id, at, toNullable(until) as until from began
      union all
      select distinct learner_id, toDateTime64(-1, 3, 'UTC') as at, null as until from began
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
    from /*responses:*/ responses as r
    asof left join span on r.user_id = span.learner_id and r.answered_at >= span.at
  )
select seen.* except (since_last, until_next, is_last, nearest_at),
  if(is_last, since_last, until_next) as distance_seconds,
  began.session_id as nearest_session_id,
  began.started_at as session_started_at,
  began.ended_at as session_ended_at,
  began.milestone as milestone,
  began.lesson as lesson,
  began.progress as progress
from seen any left join began on seen.user_id = began.learner_id and seen.nearest_at = began.at
