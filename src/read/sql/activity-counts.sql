-- name: activity-counts
-- doc: How many learners of {presentation} are registered, have withdrawn and have finished as of {asOf}, and how many of
-- those registered were active in the seven days before it. The same activity in the seven days before {week}.
select
  toUInt32(countIf(now = 'registered')) as registered,
  toUInt32(countIf(now = 'withdrawn')) as withdrawn,
  toUInt32(countIf(now = 'finished')) as finished,
  toUInt32(countIf(active_last and now = 'registered')) as active_last,
  toUInt32(countIf(active_prior and before = 'registered')) as active_prior
from (
  select
    (/*life now:*/ life).state as now,
    (/*life before:*/ life).state as before,
    active_last, active_prior
  from (
    select
      /*life times*/,
      countIf(/*is active:*/ is_active and at >= {week:Int64}) > 0 as active_last,
      countIf(/*is active:*/ is_active and at < {week:Int64} and at >= {twoWeeks:Int64}) > 0 as active_prior
    from (
      select learner_id, verb, toUnixTimestamp64Milli(occurred_at) as at
      from /*table:*/ activity_event
      where presentation_id = {presentation:String} and (/*is life:*/ is_life or /*is active:*/ is_active)
    )
    where at < {asOf:Int64}
    group by learner_id
  )
)
