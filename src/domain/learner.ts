/** A person who studies, by pseudonym. Names and contact details live only in the learner table and in deliver. */
export type LearnerId = string & { readonly __brand: 'LearnerId' };

export const learnerId = (text: string): LearnerId => text as LearnerId;

/** What a learner has asked for. Times are in the learner's own zone. */
export interface LearnerPreferences {
  readonly learnerId: LearnerId;
  /** IANA name, for example `Europe/London`. */
  readonly timeZone: string;
  readonly optedOut: boolean;
}
