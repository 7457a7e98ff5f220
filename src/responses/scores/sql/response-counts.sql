-- name: response-counts
-- doc: How many scored responses there are, and how many of these are blank, distorted, unanalysed and so on.
select
  toUInt32(count()) as responses, toUInt32(uniqExact(user_id)) as learners,
  toUInt32(uniqExactIf((user_id, nearest_session_id), nearest_session_id is not null)) as sessions,
  toUInt32(countIf(audio_quality = 'blank')) as blank,
  toUInt32(countIf(audio_quality = 'distorted')) as distorted,
  toUInt32(countIf(audio_quality is null)) as unanalysed,
  toUInt32(countIf(phase is null)) as withoutPhase,
  toUInt32(countIf(dominant_emotion is not null)) as withEmotion
from /*scored:*/ scored_response
