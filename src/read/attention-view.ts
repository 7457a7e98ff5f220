import { z } from 'zod';
import { bandField, momentField, probabilityField, reasonField, riskWithheldField } from './fields.ts';

/** GET /v1/presentations/:presentationId/attention?asOf&band&search&sort&order&limit&offset */
export const attentionSchema = z.object({
  presentationId: z.string(),
  asOf: momentField,
  riskWithheld: riskWithheldField,
  reachableDays: z.number().meta({
    description: 'Learners who have been silent for more days than this stand last in the order `attention`.',
  }),
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
          isNew: z.boolean().meta({
            description: 'Not suggested before the day shown.',
          }),
          askedAt: momentField.nullable().meta({
            description:
              'When the coach was last asked for it; null for a message to the learner, or if nobody was asked yet.',
          }),
          askedInReplay: z
            .boolean()
            .meta({ description: 'Whether a replay asked, from which nobody got anything.' }),
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
      nothingToDo: z
        .object({
          reason: z.enum(['comparison_group', 'never_there', 'probably_gone', 'nothing_due']),
          sentence: z.string(),
        })
        .nullable()
        .meta({ description: 'Why nothing is suggested; null where something is.' }),
      lastNudgedAt: momentField.nullable(),
      lastNudgeReplayed: z.boolean().meta({
        description:
          'Whether the last nudge was decided in a replay of the past, so that the learner did not get it.',
      }),
      holdout: z.boolean(),
    }),
  ),
});
export type Attention = z.infer<typeof attentionSchema>;
