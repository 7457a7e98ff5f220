/** The emotions that an analyser distinguishes. */
export const EMOTIONS = ['happiness', 'sadness', 'anger', 'fear', 'calmness'] as const;
export type Emotion = (typeof EMOTIONS)[number];

export type EngagementState = 'engaged' | 'neutral' | 'disengaged';
export type Pronunciation = 'good' | 'average' | 'poor';
export type AudioQuality = 'good' | 'poor' | 'distorted' | 'blank';

/** What an analyser found, and how far it can be trusted. */
export interface Finding<Value> {
  /** Null where the recording does not show it. */
  readonly value: Value | null;
  /** The chance that it is right, 0 to 1; null where nobody has measured that. */
  readonly confidence: number | null;
  /** The human judgement that it was validated against; null where there is none. */
  readonly validatedAgainst: string | null;
}

/** What an analyser says of one recording. */
export interface Analysis {
  readonly analyser: string;
  /** 0 to 100. */
  readonly emotionalScore: Finding<number>;
  /** 0 to 100. */
  readonly engagementScore: Finding<number>;
  readonly dominantEmotion: Finding<Emotion>;
  readonly engagementState: Finding<EngagementState>;
  readonly pronunciation: Finding<Pronunciation>;
  readonly audioQuality: Finding<AudioQuality>;
  /** Other measurements, by name; for people to read, not for rules. */
  readonly details: Readonly<Record<string, unknown>>;
}
