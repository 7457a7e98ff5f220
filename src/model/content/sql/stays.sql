-- name: stays
-- doc: From when to when each learner of {presentation} was registered, as far as it is known by {until}.
select
  learner_id as learner,
  toString(minIf(toUnixTimestamp64Milli(occurred_at), verb = 'registered')) as registered,
  toString(maxIf(toUnixTimestamp64Milli(occurred_at), verb = 'withdrew')) as withdrew,
  maxIf(occurred_at, verb = 'withdrew') > maxIf(occurred_at, verb = 'registered') as left
from /*table:*/ activity_event final
where presentation_id = {presentation:String} and verb in ('registered', 'withdrew')
  and toUnixTimestamp64Milli(occurred_at) < {until:Int64}
group by learner
having countIf(verb = 'registered') > 0
order by learner
