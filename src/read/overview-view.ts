import { z } from 'zod';
import {
  dateField,
  finishedField,
  momentField,
  registeredField,
  riskWithheldField,
  withdrawnField,
} from './fields.ts';
import { riskPhaseField } from './risk-phase-view.ts';

/** GET /v1/presentations/:presentationId/overview?asOf */
export const overviewSchema = z.object({
  presentationId: z.string(),
  asOf: momentField,
  day: z.number().int().meta({ description: 'Day of the presentation; negative before its start.' }),
  lengthDays: z.number().int(),
  registered: registeredField,
  withdrawn: withdrawnField,
  finished: finishedField,
  risks: riskPhaseField,
  bands: z.object({ low: z.number().int(), medium: z.number().int(), high: z.number().int() }),
  bandsWeekBefore: z
    .object({ low: z.number().int(), medium: z.number().int(), high: z.number().int() })
    .nullable(),
  activeLast7Days: z
    .number()
    .int()
    .meta({ description: 'Registered learners with any activity in the last 7 days.' }),
  activePrior7Days: z.number().int(),
  nudgesLast7Days: z.number().int().meta({ description: 'Nudges that learners got.' }),
  replayedLast7Days: z.number().int().meta({
    description: 'Nudges that a replay of these days would have sent. Nobody got them.',
  }),
  heldOutLast7Days: z
    .number()
    .int()
    .meta({ description: 'Decisions that sent nothing because the learner is in the holdout.' }),
  nextDue: z
    .object({
      assessmentId: z.string(),
      kind: z.string(),
      inDays: z.number().int(),
      submitted: z.number().int(),
    })
    .nullable(),
  modelId: z.string().nullable(),
  model: z.object({ learntUntil: dateField.nullable(), isFromLater: z.boolean() }).meta({
    description:
      'Until when the model has learnt, and whether that is later than the moment asked about, as in a demonstration.',
  }),
  riskWithheld: riskWithheldField,
});
export type Overview = z.infer<typeof overviewSchema>;
