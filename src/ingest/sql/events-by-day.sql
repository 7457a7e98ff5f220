-- name: events-by-day
-- doc: How many events each source reported on each day between {from} and {to}, how many distinct ones, and how many
-- from presentations that are not {ending}.
select
  source,
  toInt32(dateDiff('day', toDate(fromUnixTimestamp64Milli({from:Int64}, 'UTC')), toDate(occurred_at))) as day,
  toString(count()) as events,
  toString(countIf(presentation_id not in {ending:Array(String)})) as steady,
  toString(uniqExact(presentation_id, learner_id, verb, object_id, occurred_at, interactions)) as distinct
from /*table:*/ activity_event final
where verb in ('interacted', 'submitted')
  and toUnixTimestamp64Milli(occurred_at) >= {from:Int64} and toUnixTimestamp64Milli(occurred_at) < {to:Int64}
group by source, day
