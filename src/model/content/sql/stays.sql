-- name: stays
-- doc: In which of {weeks} each learner of {presentation} was registered when the week began ({week_begins}). Learners who had not
-- registered by {until} are left out.
select
  learner_id as learner,
  arrayFilter(
    (week, begins) -> (/*life:*/ life).state = 'registered', {weeks:Array(Int32)}, {week_begins:Array(Int64)}
  ) as present
from (
  select learner_id, /*life times*/
  from (
    select learner_id, verb, toUnixTimestamp64Milli(occurred_at) as at
    from /*table:*/ activity_event final
    where presentation_id = {presentation:String} and /*is life:*/ is_life
      and toUnixTimestamp64Milli(occurred_at) < {until:Int64}
  )
  group by learner_id
)
where notEmpty(registered_times)
order by learner
