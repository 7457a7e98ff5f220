-- name: score-figures
-- doc: The figures of each group of scored responses. Each unit (a learner or a response) counts once in every mean.
with unit_score as (
  select
    /*division*/
    /*unit:*/ user_id as unit, any(user_id) as learner, min(phase_place) as place,
    countIf(not is_excluded) as responses,
    countIf(audio_quality = 'blank') as blank, countIf(audio_quality = 'distorted') as distorted,
    avgOrNullIf(accuracy_percent, not is_excluded) as accuracy,
    avgOrNullIf(engagement_score, not is_excluded) as engagement,
    avgOrNullIf(emotional_score, not is_excluded) as emotion,
    /*emotion share*/ * emotion + /*accuracy share*/ * accuracy as composite,
    sumIf(emotion_confidence, not is_excluded) as confidence,
    countIf(emotion_confidence is not null and not is_excluded) as confident,
    /*counts of values*/
  from /*scored:*/ scored_response
  /*only in phases*/
  group by /*names*/ unit
)
select
  /*names*/
  toUInt32(sum(responses)) as responses, toUInt32(uniqExact(learner)) as learners,
  toUInt32(sum(blank)) as blank, toUInt32(sum(distorted)) as distorted,
  /*means*/,
  if(sum(confident) = 0, null, sum(confidence) / sum(confident)) as emotion_confidence,
  /*sums of counts*/
from unit_score
/*by name*/
order by min(place) nulls last/*and by name*/
