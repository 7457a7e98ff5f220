-- name: weekly-engagement
with learner as (
  select
    minIf(week, verb = 'registered') as since,
    if(countIf(verb = 'withdrew') > 0 and maxIf(at, verb = 'withdrew') >= maxIf(at, verb = 'registered'),
      maxIf(week, verb = 'withdrew'), {weeks:Int32}) as until,
    groupUniqArrayIf(week, verb in ('interacted', 'response_scored')) as active_weeks,
    sumMapIf([week], [toUInt64(interactions)], verb = 'interacted') as clicks,
    sumMapIf([week], [1], verb = 'submitted') as work
  from (
    select learner_id, verb, interactions,
      toUnixTimestamp64Milli(occurred_at) as at,
      /*week of the course*/ + 1 as week
    from /*table:*/ activity_event final
    where presentation_id = {presentation:String}
      and verb in ('registered', 'withdrew', 'interacted', 'submitted', 'response_scored')
      and toUnixTimestamp64Milli(occurred_at) < {end:Int64}
  )
  group by learner_id
  having countIf(verb = 'registered') > 0
)
select week,
  toUInt32(count()) as registered,
  toUInt32(countIf(has(active_weeks, week))) as active,
  toString(sum(clicks.2[indexOf(clicks.1, week)])) as interactions,
  toUInt32(sum(work.2[indexOf(work.1, week)])) as submissions
from learner array join arrayMap(n -> toInt32(n), range(1, {weeks:Int32} + 1)) as week
where week between since and until
group by week
order by week
