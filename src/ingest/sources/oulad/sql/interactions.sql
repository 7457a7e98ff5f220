-- name: interactions
-- doc: The clicks that one import staged for a presentation, added up by learner, site and day into events, and whether the
-- event log lacks each. A known event with another sum is lacking: a larger file may add to a day that was left short.
-- Runs on every node for itself: an enrolment's clicks and events lie on the same one.
select
  concat('oulad:', presentation_id, ':', learner_id, ':', object_id, ':', toString(day)) as event_id,
  presentation_id,
  learner_id,
  -- Known by the day only, so dated to its last second.
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
