/** A response with its scores, as `score/scored.parquet` holds it. */
export interface ScoredResponse {
  readonly response_id: string;
  readonly user_id: string;
  /** ISO 8601 or ClickHouse's own form, in UTC. */
  readonly answered_at: string;
  readonly accuracy_percent: number | null;
  readonly duration_seconds: number | null;
  readonly is_excluded: boolean;
  readonly phase: string | null;
  readonly milestone: string | null;
  readonly emotional_score: number | null;
  readonly engagement_score: number | null;
  readonly dominant_emotion: string | null;
  readonly engagement_state: string | null;
  readonly pronunciation: string | null;
  readonly audio_quality: string | null;
}

const ALWAYS = [
  'phase',
  'milestone',
  'engagement_score',
  'engagement_state',
  'pronunciation',
  'audio_quality',
] as const;
/** Only with consent. */
const EMOTION = ['emotional_score', 'dominant_emotion'] as const;

/**
 * A scored response as an activity event, in the shape that the API takes: the learner spoke, at that time. Its id is
 * that of the response, so that scoring again adds nothing.
 *
 * @param withEmotion also tells the emotion, which needs the learner's consent
 */
export function scoredEvent(response: ScoredResponse, presentationId: string, withEmotion: boolean): object {
  const told = withEmotion ? [...ALWAYS, ...EMOTION] : ALWAYS;
  return {
    id: `response.scored:${response.response_id}`,
    learnerId: response.user_id,
    presentationId,
    verb: 'interacted',
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
