import { z } from 'zod';
import { bandField, momentField, probabilityField, reasonField, riskWithheldField } from './fields.ts';
import { riskPhaseField } from './risk-phase-view.ts';

/** GET /v1/presentations/:presentationId/attention?asOf&band&search&sort&order&limit&offset */
export const attentionSchema = z.object({
  presentationId: z.string(),
  asOf: momentField,
  risks: riskPhaseField,
  riskWithheld: riskWithheldField,
  total: z.number().int().meta({ description: 'Enrolments that match the filter, before limit and offset.' }),
  enrolments: z.array(
    z.object({
      learnerId: z.string(),
      probability: probabilityField,
      band: bandField,
      changeIn7Days: z.number().nullable().meta({
        description:
          'The probability minus that of 7 days before; null for learners who were not registered then.',
      }),
      daysSinceLastActivity: z.number().nullable(),
      reasons: z.array(reasonField).max(2),
      suggestedAction: z
        .object({
          intervention: z.string(),
          title: z.string(),
          body: z.string(),
          recipient: z.enum(['learner', 'coach']),
          notNow: z.string().nullable().meta({
            description:
              'Why the guards forbid it at present, for example because it was done before; null when they allow it.',
          }),
        })
        .nullable()
        .meta({
          description:
            'The best proposal for the coach or the learner that the guards allow. When they allow none, the best proposal of all, with their reason. Null when there is no proposal.',
        }),
      lastNudgedAt: momentField.nullable(),
      holdout: z.boolean(),
    }),
  ),
});
export type Attention = z.infer<typeof attentionSchema>;
