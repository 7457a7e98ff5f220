/** A response with its scores, as `score/scored.parquet` holds it. */
export interface ScoredResponse {
  readonly response_id: string;
  readonly user_id: string;
  /** ISO 8601 or ClickHouse's own form, in UTC. */
  readonly answered_at: string;
  readonly accuracy_percent: number | null;
  readonly duration_seconds: number | null;
  readonly session_id: string | null;
  readonly phase: string | null;
  /** The phase's place among the phases, from 0. */
  readonly phase_place: number | null;
  readonly milestone: string | null;
  readonly emotional_score: number | null;
  readonly engagement_score: number | null;
  readonly dominant_emotion: string | null;
  readonly emotion_confidence: number | null;
  readonly engagement_state: string | null;
  readonly pronunciation: string | null;
  readonly audio_quality: string | null;
}

const ALWAYS = [
  'session_id',
  'phase',
  'phase_place',
  'milestone',
  'engagement_score',
  'engagement_state',
  'pronunciation',
  'audio_quality',
] as const;
/** Only with consent. */
const EMOTION = ['emotional_score', 'dominant_emotion', 'emotion_confidence'] as const;

/**
 * A scored response as an activity event, in the shape that the API accepts: the learner spoke at that time, however
 * good the recording is. Its id is the response's, so that scoring again adds no event; different scores replace the
 * earlier ones.
 *
 * @param withEmotion whether to include the emotion, which needs the learner's consent
 */
export function scoredEvent(response: ScoredResponse, presentationId: string, withEmotion: boolean): object {
  const told = withEmotion ? [...ALWAYS, ...EMOTION] : ALWAYS;
  return {
    id: `response.scored:${response.response_id}`,
    learnerId: response.user_id,
    presentationId,
    verb: 'response_scored',
    objectId: response.response_id,
    objectType: 'spoken_response',
    occurredAt: `${response.answered_at.replace(' ', 'T').replace(/Z$/, '')}Z`,
    scorePercent: response.accuracy_percent,
    durationSeconds: response.duration_seconds,
    attributes: Object.fromEntries(
      told.flatMap((name) => (response[name] === null ? [] : [[name, String(response[name])]])),
    ),
  };
}
