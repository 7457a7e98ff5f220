-- name: endings
-- doc: How each enrolment of {presentations} ended: its last final result that is one of {results}, or its withdrawal.
-- Of results of one time a pass counts before a fail. Enrolments that have not ended, or have finished without such a
-- result, are left out.
select
  presentation_id, learner_id,
  if(life.state = 'finished', result, 'withdrew') as outcome,
  toString(life.since) as since_ms
from (
  select
    presentation_id, learner_id, result,
    /*life:*/ life as life
  from (
    select
      presentation_id, learner_id,
      /*life times*/,
      argMaxIf(result, (at, result != 'fail', result), verb = 'finished' and result in {results:Array(String)}) as result
    from (
      select *, attributes['result'] as result, toUnixTimestamp64Milli(occurred_at) as at
      from /*table:*/ activity_event final
      where /*is life:*/ is_life and presentation_id in {presentations:Array(String)}
    )
    group by presentation_id, learner_id
  )
)
where life.state = 'withdrawn' or (life.state = 'finished' and result != '')
