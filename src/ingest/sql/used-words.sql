-- name: used-words
-- doc: Which assessments learners handed work in for and which types of content they used between {from} and {to}, and
-- how often. A course has few of either, so that a limit only stops a source that makes up a new word every time.
select
  presentation_id, verb,
  if(verb = 'submitted', object_id, object_type) as word,
  toString(count()) as events
from /*table:*/ activity_event final
where verb in ('interacted', 'submitted')
  and toUnixTimestamp64Milli(occurred_at) >= {from:Int64} and toUnixTimestamp64Milli(occurred_at) < {to:Int64}
group by presentation_id, verb, word
order by count() desc, presentation_id, verb, word
limit 10000
