-- name: impossible-events
-- doc: Events between {from} and {to} that cannot be true, counted by what is wrong with them: a {day} or more after
-- a withdrawal, without any registration, or with more than {most} interactions at once.
select kind, toString(count()) as events, toString(uniqExact(presentation_id, learner_id)) as learners
from (
  select
    presentation_id, learner_id,
    arrayJoin(arrayFilter(kind -> kind != '', [
      multiIf(
        enrolment.state = '', 'never_registered',
        enrolment.state = 'withdrawn' and at >= enrolment.since + {day:Int64}, 'after_withdrawal',
        ''
      ),
      if(interactions > {most:UInt32}, 'too_many_interactions', '')
    ])) as kind
  from (
    select presentation_id, learner_id, interactions, toUnixTimestamp64Milli(occurred_at) as at
    from /*table:*/ activity_event final
    where verb in ('interacted', 'submitted')
      and toUnixTimestamp64Milli(occurred_at) >= {from:Int64} and toUnixTimestamp64Milli(occurred_at) < {to:Int64}
  ) as activity
  left join (
    select presentation_id, learner_id, /*life:*/ life as life, life.state as state, life.since as since
    from (
      select presentation_id, learner_id, /*life times*/
      from (
        select presentation_id, learner_id, verb, toUnixTimestamp64Milli(occurred_at) as at
        from /*table:*/ activity_event final
        where /*is life:*/ is_life and toUnixTimestamp64Milli(occurred_at) < {to:Int64}
      )
      group by presentation_id, learner_id
    )
  ) as enrolment using (presentation_id, learner_id)
)
group by kind
order by kind
