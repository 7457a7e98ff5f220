import { expect, test } from 'vitest';
import { eventSchema, toActivityEvent } from '../../ingest/sources/event-json.ts';
import { type ScoredResponse, scoredEvent } from './scored-event.ts';

const RESPONSE: ScoredResponse = {
  response_id: 'RESPONSE:7',
  user_id: '8635444062',
  answered_at: '2025-03-04 10:01:00.250',
  accuracy_percent: 87.5,
  duration_seconds: 3.2,
  session_id: 's1',
  phase: 'P1',
  phase_place: 0,
  milestone: null,
  emotional_score: 61,
  engagement_score: 55,
  dominant_emotion: 'calmness',
  emotion_confidence: 0.42,
  engagement_state: 'neutral',
  pronunciation: 'good',
  audio_quality: 'good',
};

test('a scored response is an activity event that the API accepts, and has an emotion only on request', () => {
  const event = toActivityEvent(eventSchema.parse(scoredEvent(RESPONSE, 'BBB-2014B', false)));
  expect(event).toMatchObject({
    id: 'response.scored:RESPONSE:7',
    learnerId: '8635444062',
    verb: 'response_scored',
    objectType: 'spoken_response',
    occurredAt: Date.parse('2025-03-04T10:01:00.250Z'),
    scorePercent: 87.5,
    durationSeconds: 3.2,
  });
  expect(event.attributes).toEqual({
    session_id: 's1',
    phase: 'P1',
    phase_place: '0',
    engagement_score: '55',
    engagement_state: 'neutral',
    pronunciation: 'good',
    audio_quality: 'good',
  });
  const told = eventSchema.parse(scoredEvent(RESPONSE, 'BBB-2014B', true));
  expect(told.attributes).toMatchObject({
    emotional_score: '61',
    dominant_emotion: 'calmness',
    emotion_confidence: '0.42',
  });
});

test('scores that are not numbers or are out of range are refused', () => {
  const scored = { ...scoredEvent(RESPONSE, 'BBB-2014B', true), attributes: { engagement_score: '101' } };
  expect(eventSchema.safeParse(scored).error?.issues).toMatchObject([
    { path: ['attributes', 'engagement_score'], message: 'must be a number from 0 to 100' },
  ]);
  const wrong = { ...scored, attributes: { emotion_confidence: 'high' } };
  expect(eventSchema.safeParse(wrong).success).toBe(false);
});
