import { z } from 'zod';
import { candidateField, momentField, replayedField } from './fields.ts';

export const decisionSchema = z.object({
  id: z.string(),
  presentationId: z.string(),
  learnerId: z.string(),
  decidedAt: momentField,
  probability: z.number().nullable(),
  modelId: z.string().nullable(),
  riskWithheld: z
    .string()
    .nullable()
    .meta({ description: 'Why the rules decided without the risk; null when the risk counted.' }),
  holdout: z.boolean(),
  propensity: z.number(),
  replayed: replayedField,
  candidates: z.array(candidateField),
});
export type DecisionView = z.infer<typeof decisionSchema>;
