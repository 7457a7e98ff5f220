import { z } from 'zod';
import { bandField, momentField, probabilityField, reasonField, riskWithheldField } from './fields.ts';

/** GET /v1/presentations/:presentationId/attention?asOf&band&search&sort&order&limit&offset */
export const attentionSchema = z.object({
  presentationId: z.string(),
  asOf: momentField,
  riskWithheld: riskWithheldField,
  total: z.number().int().meta({ description: 'Enrolments that match the filter, before limit and offset.' }),
  enrolments: z.array(
    z.object({
      learnerId: z.string(),
      probability: probabilityField,
      band: bandField,
      changeIn7Days: z
        .number()
        .nullable()
        .meta({ description: 'Probability now less the one 7 days before.' }),
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
              'Why it is not done at present, for example that it was done before; null where it is.',
          }),
        })
        .nullable()
        .meta({
          description:
            'The best of what the rules and the risk propose for the coach or the learner and the guards allow; where they allow nothing, the best of all with their reason.',
        }),
      lastNudgedAt: momentField.nullable(),
      holdout: z.boolean(),
    }),
  ),
});
export type Attention = z.infer<typeof attentionSchema>;
