import { z } from 'zod';
import { momentField } from './fields.ts';
import { riskPhaseField } from './risk-phase-view.ts';

/** GET /v1/presentations/:presentationId/heatmap?asOf&rows=cohorts|learners&limit */
export const heatmapSchema = z.object({
  presentationId: z.string(),
  asOf: momentField,
  rows: z.enum(['cohorts', 'learners']),
  risks: riskPhaseField,
  weeks: z
    .array(z.object({ week: z.number().int(), asOf: momentField, day: z.number().int() }))
    .meta({ description: 'The weeks with risks up to then; none once the course is over.' }),
  series: z.array(
    z.object({
      id: z.string().meta({ description: 'Learner id, or the name of the cohort.' }),
      label: z.string(),
      enrolments: z.number().int(),
      probabilities: z.array(z.number().nullable()).meta({
        description:
          'One for each week: the risk of the learner, or the mean of the cohort; null for a week before they registered.',
      }),
    }),
  ),
});
export type Heatmap = z.infer<typeof heatmapSchema>;
