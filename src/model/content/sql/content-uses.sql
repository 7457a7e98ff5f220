-- name: content-uses
-- doc: Who used which content of {presentation} in which week, between {from} and {until}.
select
  object_id as content,
  any(object_type) as type,
  /*week of the course*/ as week,
  arraySort(groupUniqArray(learner_id)) as learners
from /*table:*/ activity_event final
where presentation_id = {presentation:String} and verb = 'interacted'
  and toUnixTimestamp64Milli(occurred_at) >= {from:Int64}
  and toUnixTimestamp64Milli(occurred_at) < {until:Int64}
group by content, week
order by week, content
