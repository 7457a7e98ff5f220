import { z } from 'zod';
import type { LearnerId } from '../domain/learner.ts';
import type { Moment } from '../domain/moment.ts';
import type { Presentation } from '../domain/presentation.ts';
import { cohortAt } from '../explain/cohort.ts';
import { type Counterfactual, counterfactual } from '../explain/counterfactual.ts';
import { indicatorsBehind } from '../explain/score.ts';
import type { Service } from '../live/in-service.ts';
import { probabilityField } from './fields.ts';

/** The smallest effort that would lower a risk noticeably. */
export const counterfactualField = z
  .object({
    sentence: z
      .string()
      .meta({ examples: ['Two active days this week would bring the risk from 62 % to 48 %.'] }),
    probability: probabilityField.meta({ description: 'The risk with this effort.' }),
    activeDays: z.number().int().meta({ description: 'Active days of the last seven, on top.' }),
    handsInNext: z.boolean().meta({ description: 'Whether the work of the next deadline is handed in.' }),
  })
  .nullable()
  .meta({
    description:
      'What the learner could do: the smallest effort of a week that the model answers with a risk at least five percentage points lower. Null where there is none.',
  });

export async function counterfactualOf(
  service: Service,
  presentation: Presentation,
  learnerId: LearnerId,
  asOf: Moment,
): Promise<Counterfactual | null> {
  const cohort = cohortAt(await indicatorsBehind(service, presentation, [asOf]), asOf);
  const row = cohort.learnerIds.indexOf(learnerId);
  return row < 0 ? null : counterfactual(service.scorer, cohort.matrix, row);
}
