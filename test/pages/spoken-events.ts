const PHASES = ['P1', 'P2', 'P3', 'P4', 'S1', 'P5'];

/** Whether a learner agreed that emotions are shown. */
type Consent = (learner: number) => boolean;

/**
 * Scored responses as the stage `score` posts them: six learners, four weeks, a phase a day from Monday on, three
 * responses each. P4 is hard for everybody, each week is a little better, every tenth recording is blank or distorted.
 */
export function spokenEvents(presentationId: string, firstMonday: string, consent: Consent): object[] {
  const start = Date.parse(`${firstMonday}T10:00:00Z`);
  const all: object[] = [];
  for (let learner = 0; learner < 6; learner += 1)
    for (let week = 0; week < 4; week += 1)
      for (const [place, phase] of PHASES.entries())
        for (let nth = 0; nth < 3; nth += 1) {
          const number = all.length;
          const wobble = ((number * 37) % 11) - 5;
          const accuracy = (phase === 'P4' ? 40 : 72) + 3 * week + learner + wobble;
          const quality = number % 10 === 7 ? (number % 20 === 7 ? 'blank' : 'distorted') : 'good';
          const heard: Record<string, string> =
            quality === 'good'
              ? {
                  engagement_score: String(accuracy - 12),
                  engagement_state: accuracy > 70 ? 'engaged' : 'neutral',
                  pronunciation: accuracy > 70 ? 'good' : 'average',
                  ...(consent(learner) && {
                    emotional_score: String(50 + wobble),
                    dominant_emotion: wobble > 0 ? 'happiness' : 'sadness',
                    emotion_confidence: '0.42',
                  }),
                }
              : {};
          all.push({
            id: `response.scored:${number}`,
            learnerId: `speaker-${learner}`,
            presentationId,
            verb: 'response_scored',
            objectId: `${number}`,
            objectType: 'spoken_response',
            occurredAt: new Date(
              start + (week * 7 + place) * 86_400_000 + (learner * 10 + nth) * 60_000,
            ).toISOString(),
            scorePercent: accuracy,
            attributes: {
              phase,
              phase_place: String(place),
              milestone: 'm1',
              session_id: `s${learner}-${week}`,
              audio_quality: quality,
              ...heard,
            },
          });
        }
  return all;
}
