import type { PresentationView } from '../../../src/read/presentations-view.ts';
import type { RiskPhaseView } from '../../../src/read/risk-phase-view.ts';
import { formatDate } from '../format.ts';

/** Why nobody has a risk on the day shown, as a sentence; null where the course has risks. */
export function whyNobody(
  risks: RiskPhaseView,
  { lengthDays }: Pick<PresentationView, 'lengthDays'>,
): string | null {
  switch (risks.state) {
    case 'not_yet':
      return risks.fromDay < lengthDays
        ? `Risks begin on day ${risks.fromDay} of the course, ${formatDate(risks.from)}.`
        : `The model has no risks before day ${risks.fromDay} of a course, and this one ends before that.`;
    case 'over':
      return `The course has been over since ${formatDate(risks.since)}; there is nothing left to predict.`;
    case 'shown':
      return null;
  }
}
