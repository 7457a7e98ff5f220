import { z } from 'zod';
import { courseDate, type Presentation } from '../domain/presentation.ts';
import type { RiskPhase } from '../domain/risk-phase.ts';
import { dateField } from './fields.ts';

/** Whether a presentation has risks as of a moment, and if not, why. */
export const riskPhaseField = z
  .discriminatedUnion('state', [
    z.object({ state: z.literal('not_yet'), fromDay: z.number().int(), from: dateField }),
    z.object({ state: z.literal('shown') }),
    z.object({ state: z.literal('over'), since: dateField }),
  ])
  .meta({
    description:
      'Whether there are risks then. not_yet: before the first day of a course that the model has learnt from, `fromDay`. over: the course has ended. In both nobody has a risk or a band, nobody is listed, and cycles decide nothing.',
  });
export type RiskPhaseView = z.infer<typeof riskPhaseField>;

export function riskPhaseView(presentation: Presentation, phase: RiskPhase): RiskPhaseView {
  switch (phase.state) {
    case 'shown':
      return { state: 'shown' };
    case 'over':
      return { state: 'over', since: courseDate(presentation, phase.since) };
    case 'not_yet':
      return { state: 'not_yet', fromDay: phase.fromDay, from: courseDate(presentation, phase.from) };
  }
}
