-- name: scored-responses
-- doc: Scored responses before {asOf} with the columns of the stage score.
select
  learner_id as user_id, object_id as response_id, occurred_at as answered_at,
  nullIf(attributes['session_id'], '') as nearest_session_id, nullIf(attributes['milestone'], '') as milestone, nullIf(attributes['phase'], '') as phase,
  toUInt8OrNull(attributes['phase_place']) as phase_place,
  toFloat64(score_percent) as accuracy_percent,
  toFloat64OrNull(attributes['engagement_score']) as engagement_score,
  toFloat64OrNull(attributes['emotional_score']) as emotional_score,
  nullIf(attributes['dominant_emotion'], '') as dominant_emotion,
  toFloat64OrNull(attributes['emotion_confidence']) as emotion_confidence,
  nullIf(attributes['engagement_state'], '') as engagement_state, nullIf(attributes['pronunciation'], '') as pronunciation,
  nullIf(attributes['audio_quality'], '') as audio_quality,
  coalesce(audio_quality in ('blank', 'distorted'), false) as is_excluded
from /*table:*/ activity_event final
where verb = 'response_scored' and /*whose:*/ true and toUnixTimestamp64Milli(occurred_at) < {asOf:Int64}
