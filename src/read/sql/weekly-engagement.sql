-- name: weekly-engagement
-- doc: What the learners of {presentation} did in each of its first {weeks} weeks, which begin at {starts}; the last of these is their end. A learner counts in a week in which they
-- were registered at any time: when it began, or after a registration in it.
with learner as (
  select
    arrayFilter(
      week -> arrayExists(
        moment -> (/*life:*/ life).state = 'registered',
        arrayConcat(
          [{starts:Array(Int64)}[week]],
          arrayMap(
            t -> t + 1,
            arrayFilter(t -> t >= {starts:Array(Int64)}[week] and t < {starts:Array(Int64)}[week + 1], registered_times)
          )
        )
      ),
      arrayMap(n -> toInt32(n), range(1, {weeks:Int32} + 1))
    ) as present_weeks,
    active_weeks, clicks, work
  from (
    select
      /*life times*/,
      groupUniqArrayIf(week, /*is active:*/ is_active) as active_weeks,
      sumMapIf([week], [toUInt64(interactions)], verb = 'interacted') as clicks,
      sumMapIf([week], [1], verb = 'submitted') as work
    from (
      select learner_id, verb, interactions,
        toUnixTimestamp64Milli(occurred_at) as at,
        /*week of the course*/ + 1 as week
      from /*table:*/ activity_event final
      where presentation_id = {presentation:String}
        and (/*is life:*/ is_life or /*is active:*/ is_active or verb = 'submitted')
        and toUnixTimestamp64Milli(occurred_at) < {starts:Array(Int64)}[-1]
    )
    group by learner_id
  )
)
select week,
  toUInt32(count()) as registered,
  toUInt32(countIf(has(active_weeks, week))) as active,
  toString(sum(clicks.2[indexOf(clicks.1, week)])) as interactions,
  toUInt32(sum(work.2[indexOf(work.1, week)])) as submissions
from learner array join present_weeks as week
group by week
order by week
