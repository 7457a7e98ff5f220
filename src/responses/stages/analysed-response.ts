import type { AnalysisRefusal } from '../../speech/analyser.ts';
import type { Analysis } from '../../speech/analysis.ts';

/** The columns of analysed responses with their ClickHouse types. A line holds the whole analysis beside them. */
export const ANALYSED_COLUMNS = {
  response_id: 'String',
  emotional_score: 'Nullable(Float64)',
  engagement_score: 'Nullable(Float64)',
  dominant_emotion: 'Nullable(String)',
  emotion_confidence: 'Nullable(Float64)',
  engagement_state: 'Nullable(String)',
  pronunciation: 'Nullable(String)',
  audio_quality: 'Nullable(String)',
  refused: 'Nullable(String)',
} as const;

/** A line of `analyse/analysis.jsonl`. */
export interface AnalysedResponse extends Record<keyof typeof ANALYSED_COLUMNS, string | number | null> {
  readonly response_id: string;
  readonly user_id: string;
  readonly refused: string | null;
  readonly message: string | null;
  readonly analysis: Analysis | null;
}

/** An analyser's findings on a learner's response, by column name. */
export function analysedResponse(
  responseId: string,
  userId: string,
  result: Analysis | AnalysisRefusal,
): AnalysedResponse {
  const analysis = 'refused' in result ? null : result;
  return {
    response_id: responseId,
    user_id: userId,
    emotional_score: analysis?.emotionalScore.value ?? null,
    engagement_score: analysis?.engagementScore.value ?? null,
    dominant_emotion: analysis?.dominantEmotion.value ?? null,
    emotion_confidence: analysis?.dominantEmotion.confidence ?? null,
    engagement_state: analysis?.engagementState.value ?? null,
    pronunciation: analysis?.pronunciation.value ?? null,
    audio_quality: analysis?.audioQuality.value ?? null,
    refused: 'refused' in result ? result.refused : null,
    message: 'refused' in result ? result.message : null,
    analysis,
  };
}
