import type { Moment } from './moment.ts';
import { courseDate, endOf, momentOfDay, type Presentation } from './presentation.ts';

/**
 * Whether a presentation has risks as of a moment, and if not, why: before the first day that the model has learnt from a
 * risk would be a guess, and once the course is over there is nothing left to predict.
 */
export type RiskPhase =
  | { readonly state: 'not_yet'; readonly fromDay: number; readonly from: Moment }
  | { readonly state: 'shown' }
  | { readonly state: 'over'; readonly since: Moment };

/** @param firstDay the first day on which the presentation has risks */
export function riskPhaseAt(presentation: Presentation, firstDay: number, at: Moment): RiskPhase {
  const since = endOf(presentation);
  if (at >= since) return { state: 'over', since };
  const from = momentOfDay(presentation, firstDay);
  return at < from ? { state: 'not_yet', fromDay: firstDay, from } : { state: 'shown' };
}

/** Why a presentation has no risks, in words; null where it has. */
export function whyNoRisks(presentation: Presentation, phase: RiskPhase): string | null {
  switch (phase.state) {
    case 'shown':
      return null;
    case 'over':
      return `${presentation.id} has been over since ${courseDate(presentation, phase.since)}.`;
    case 'not_yet':
      return phase.fromDay < presentation.lengthDays
        ? `The risks of ${presentation.id} begin on its day ${phase.fromDay}, ${courseDate(presentation, phase.from)}.`
        : `The model has no risks before day ${phase.fromDay} of a course, and ${presentation.id} ends before that.`;
  }
}
