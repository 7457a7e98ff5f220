-- name: phase-scores
-- doc: How learners did in each phase: one row for each learner, session, milestone and phase of the scored responses.
with by_phase as (
  select
    user_id, nearest_session_id, milestone, phase,
    min(answered_at) as phase_started_at, max(answered_at) as phase_ended_at,
    toUInt32(countIf(not is_excluded)) as responses, toUInt32(countIf(is_excluded)) as excluded,
    avgOrNullIf(accuracy_percent, not is_excluded) as mean_accuracy_percent,
    avgOrNullIf(emotional_score, not is_excluded) as mean_emotional_score,
    avgOrNullIf(engagement_score, not is_excluded) as mean_engagement_score,
    /*modes*/
  from /*scored:*/ scored_response
  where phase is not null
  group by user_id, nearest_session_id, milestone, phase
)
select
  user_id, nearest_session_id as session_id, milestone, phase, phase_started_at, phase_ended_at,
  dateDiff('millisecond', phase_started_at, phase_ended_at) / 60000 as duration_minutes,
  dateDiff('millisecond', phase_ended_at, leadInFrame(toNullable(phase_started_at)) over (
    partition by user_id order by phase_started_at, phase rows between unbounded preceding and unbounded following
  )) / 60000 as gap_minutes,
  responses, excluded, mean_accuracy_percent, mean_emotional_score, mean_engagement_score,
  /*names of modes*/,
  /*emotion share*/ * mean_emotional_score + /*accuracy share*/ * mean_accuracy_percent as composite_score
from by_phase
order by user_id, phase_started_at, phase
