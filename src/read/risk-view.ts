import { z } from 'zod';
import { bandField, intervalField, momentField, probabilityField, reasonField } from './fields.ts';

/** The smallest effort that would lower a risk noticeably. */
export const counterfactualField = z
  .object({
    sentence: z.string().meta({
      examples: [
        'If they come on two days this week, the estimate falls from 62% to 48%. That is how it went for others, not a promise.',
      ],
    }),
    probability: probabilityField.meta({ description: 'The risk with this effort.' }),
    activeDays: z
      .number()
      .int()
      .meta({ description: 'Active days in addition to those of the last seven days.' }),
    handsInNext: z
      .boolean()
      .meta({ description: 'Whether the effort includes handing in the work of the next deadline.' }),
  })
  .nullable()
  .meta({
    description:
      'The smallest effort of a week that would lower the risk by at least five percentage points, by the model. Null when no such effort does, and where the model has no ground for an estimate; `counterfactualWithheld` says which.',
  });

/** GET /v1/enrolments/:presentationId/:learnerId/risk?asOf */
export const riskSchema = z.object({
  presentationId: z.string(),
  learnerId: z.string(),
  asOf: momentField,
  probability: probabilityField,
  interval: intervalField.optional(),
  band: bandField,
  reasons: z.array(reasonField).max(5).meta({ description: 'What raises the risk, the strongest first.' }),
  favours: z
    .array(reasonField)
    .max(5)
    .meta({ description: 'What lowers the risk and so speaks for the learner, the strongest first.' }),
  counterfactual: counterfactualField,
  counterfactualWithheld: z
    .string()
    .nullable()
    .meta({ description: 'Why no effort is named, as a sentence. Null where one is.' }),
  modelId: z.string(),
});
export type RiskView = z.infer<typeof riskSchema>;
