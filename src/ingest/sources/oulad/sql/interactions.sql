-- name: interactions
-- doc: The clicks that one import staged for a presentation, added up by learner, site and day into events, and whether the
-- event log lacks each. It also lacks an event if it holds a different sum: a larger file may complete a short day.
-- Every node runs this alone: an enrolment's clicks and events lie on the same node.
select
  concat('oulad:', presentation_id, ':', learner_id, ':', object_id, ':', toString(day)) as event_id,
  presentation_id,
  learner_id,
  -- Only the day is known, so the event is dated to its last second.
  addDays(toDateTime64({first_day_end:String}, 3, 'UTC'), day) as occurred_at,
  true as day_precision,
  'interacted' as verb,
  object_id,
  transform(object_id, {sites:Array(String)}, {activity_types:Array(String)}, '') as object_type,
  toUInt32(sum(clicks)) as interactions,
  'oulad' as source,
  (event_id, interactions) not in (
    select event_id, interactions
    from rekindle.activity_event
    where presentation_id = {presentation:String} and verb = 'interacted'
  ) as is_new
from rekindle.oulad_click
where import_id = {import:UInt64} and presentation_id = {presentation:String}
group by presentation_id, learner_id, object_id, day
