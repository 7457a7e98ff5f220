import { ACCURACY_SHARE, EMOTION_SHARE } from './phase.ts';

/** The most frequent value; of equally frequent ones the first in the alphabet. Null where there is none. */
const mode = (column: string): string => {
  const counted = `sumMapIf([assumeNotNull(${column})], [toUInt32(1)], not is_excluded and ${column} is not null)`;
  return `nullIf(tupleElement(${counted} as ${column}_counts, 1)[indexOf(${column}_counts.2, arrayMax(${column}_counts.2))], '')`;
};

const MODES = ['dominant_emotion', 'engagement_state', 'pronunciation', 'audio_quality'] as const;

/**
 * How learners did in each phase: one row for each learner, session, milestone and phase. The gap is from its last
 * response to the next phase's first. Excluded responses count for nothing but their number.
 *
 * @param scored the FROM of scored responses: a file of the stage `score`, or the event log
 */
export const phaseScores = (scored: string): string => `
  with by_phase as (
    select user_id, nearest_session_id, milestone, phase,
      min(answered_at) as phase_started_at, max(answered_at) as phase_ended_at,
      toUInt32(countIf(not is_excluded)) as responses, toUInt32(countIf(is_excluded)) as excluded,
      avgOrNullIf(accuracy_percent, not is_excluded) as mean_accuracy_percent,
      avgOrNullIf(emotional_score, not is_excluded) as mean_emotional_score,
      avgOrNullIf(engagement_score, not is_excluded) as mean_engagement_score,
      ${MODES.map((column) => `${mode(column)} as mode_${column}`).join(',\n      ')}
    from ${scored}
    where phase is not null
    group by user_id, nearest_session_id, milestone, phase
  )
  select user_id, nearest_session_id as session_id, milestone, phase, phase_started_at, phase_ended_at,
    dateDiff('millisecond', phase_started_at, phase_ended_at) / 60000 as duration_minutes,
    dateDiff('millisecond', phase_ended_at, leadInFrame(toNullable(phase_started_at)) over (
      partition by user_id order by phase_started_at, phase rows between unbounded preceding and unbounded following
    )) / 60000 as gap_minutes,
    responses, excluded, mean_accuracy_percent, mean_emotional_score, mean_engagement_score,
    ${MODES.map((column) => `mode_${column}`).join(', ')},
    ${EMOTION_SHARE} * mean_emotional_score + ${ACCURACY_SHARE} * mean_accuracy_percent as composite_score
  from by_phase
  order by user_id, phase_started_at, phase`;
