import type { RiskPhaseView } from '../../../src/read/risk-phase-view.ts';
import { formatDate } from '../format.ts';

/** Why nobody has a risk on the day shown, as a sentence; null where the course has risks. */
export function whyNobody(risks: RiskPhaseView): string | null {
  switch (risks.state) {
    case 'not_yet':
      return `Risks begin on day ${risks.fromDay} of the course, ${formatDate(risks.from)}.`;
    case 'over':
      return `The course has been over since ${formatDate(risks.since)}; there is nothing left to predict.`;
    case 'shown':
      return null;
  }
}
