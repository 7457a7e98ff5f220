import type { Moment } from '../../domain/moment.ts';
import type { EventLog, QueryParams } from '../../store/event-log.ts';

/** Whose scored responses are asked for: those of a presentation or all, of one learner or everybody, before a moment. */
export interface ScoreScope {
  readonly presentationId: string | null;
  readonly learnerId: string | null;
  readonly asOf: Moment;
}

/** The FROM of the scored responses in a scope, with the columns of the stage `score`; `params` go with the statement. */
export function scoredInLog(
  eventLog: Pick<EventLog, 'table'>,
  { presentationId, learnerId, asOf }: ScoreScope,
): { readonly from: string; readonly params: QueryParams } {
  const log = eventLog.table('activity_event');
  const whose = [
    // Without one, only presentations with any speech are looked at, found by the verb's column alone.
    presentationId === null
      ? `presentation_id global in (select distinct presentation_id from ${log} where verb = 'response_scored')`
      : 'presentation_id = {presentation:String}',
    ...(learnerId === null ? [] : ['learner_id = {learner:String}']),
  ].join(' and ');
  const text = (name: string) => `nullIf(attributes['${name}'], '')`;
  const from = `(
    select learner_id as user_id, object_id as response_id, occurred_at as answered_at,
      ${text('session_id')} as nearest_session_id, ${text('milestone')} as milestone, ${text('phase')} as phase,
      toUInt8OrNull(attributes['phase_place']) as phase_place,
      toFloat64(score_percent) as accuracy_percent,
      toFloat64OrNull(attributes['engagement_score']) as engagement_score,
      toFloat64OrNull(attributes['emotional_score']) as emotional_score,
      ${text('dominant_emotion')} as dominant_emotion,
      toFloat64OrNull(attributes['emotion_confidence']) as emotion_confidence,
      ${text('engagement_state')} as engagement_state, ${text('pronunciation')} as pronunciation,
      ${text('audio_quality')} as audio_quality,
      coalesce(audio_quality in ('blank', 'distorted'), false) as is_excluded
    from ${log} final
    where verb = 'response_scored' and ${whose} and toUnixTimestamp64Milli(occurred_at) < {asOf:Int64}
  )`;
  return { from, params: { presentation: presentationId ?? '', learner: learnerId ?? '', asOf } };
}
