-- name: endings
-- doc: How each enrolment of {presentations} ended: its last final result that is one of {results}, else its last
-- withdrawal. Enrolments with neither, or with a registration after the withdrawal, are left out.
select
  presentation_id, learner_id,
  argMaxIf(attributes['result'], (occurred_at, event_id), is_result) as result,
  toString(maxIf(toUnixTimestamp64Milli(occurred_at), verb = 'withdrew')) as withdrew_ms
from (
  select *, verb = 'finished' and attributes['result'] in {results:Array(String)} as is_result
  from /*table:*/ activity_event final
  where verb in ('registered', 'finished', 'withdrew') and presentation_id in {presentations:Array(String)}
)
group by presentation_id, learner_id
having countIf(is_result) > 0 or (/*has left:*/ has_left)
