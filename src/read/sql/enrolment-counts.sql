-- name: enrolment-counts
-- doc: How many learners of each presentation are registered, have withdrawn and have finished as of {now}.
select
  presentation_id,
  toUInt32(countIf(state = 'registered')) as registered,
  toUInt32(countIf(state = 'withdrawn')) as withdrawn,
  toUInt32(countIf(state = 'finished')) as finished
from (
  select presentation_id, (/*life:*/ life).state as state
  from (
    select presentation_id, learner_id, /*life times*/
    from (
      select presentation_id, learner_id, verb, toUnixTimestamp64Milli(occurred_at) as at
      from /*table:*/ activity_event
      where /*is life:*/ is_life
    )
    group by presentation_id, learner_id
  )
)
group by presentation_id
