-- name: activity-counts
select
  toUInt32(countIf(withdrawn_now)) as withdrawn,
  toUInt32(countIf(active_last and not withdrawn_now)) as active_last,
  toUInt32(countIf(active_prior and not withdrawn_before)) as active_prior
from (
  -- A learner has withdrawn where withdrawing was the last of the two that they did, and not registering.
  select
    countIf(verb = 'withdrew' and at < {asOf:Int64}) > 0
      and maxIf(at, verb = 'withdrew' and at < {asOf:Int64})
        >= maxIf(at, verb = 'registered' and at < {asOf:Int64}) as withdrawn_now,
    countIf(verb = 'withdrew' and at < {week:Int64}) > 0
      and maxIf(at, verb = 'withdrew' and at < {week:Int64})
        >= maxIf(at, verb = 'registered' and at < {week:Int64}) as withdrawn_before,
    countIf(verb in ('interacted', 'response_scored') and at >= {week:Int64}) > 0 as active_last,
    countIf(verb in ('interacted', 'response_scored') and at < {week:Int64} and at >= {twoWeeks:Int64}) > 0
      as active_prior
  from (
    select learner_id, verb, toUnixTimestamp64Milli(occurred_at) as at
    from /*table:*/ activity_event
    where presentation_id = {presentation:String}
      and verb in ('registered', 'withdrew', 'interacted', 'response_scored')
  )
  where at < {asOf:Int64}
  group by learner_id
  having countIf(verb = 'registered') > 0
)
