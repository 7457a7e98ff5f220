import { z } from 'zod';
import { LIFE_STATES } from '../domain/life.ts';
import { candidateField, dateField, momentField, probabilityField, replayedField } from './fields.ts';
import { inboxMessageSchema } from './inbox-view.ts';
import { assessmentSchema } from './presentations-view.ts';
import { riskSchema } from './risk-view.ts';

/** GET /v1/enrolments/:presentationId/:learnerId?asOf: all that is known of one enrolment by then */
export const enrolmentSchema = z.object({
  presentationId: z.string(),
  learnerId: z.string(),
  asOf: momentField,
  status: z.enum(LIFE_STATES),
  registeredOn: dateField,
  endedOn: dateField.nullable().meta({ description: 'When the learner withdrew or finished.' }),
  risk: riskSchema.nullable().meta({ description: 'Null where there is none, for the reason in `noRisk`.' }),
  noRisk: z
    .string()
    .nullable()
    .meta({
      description: 'Why there is no risk, as a sentence. Null where there is one.',
      examples: ['The learner withdrew on 2014-03-01.'],
    }),
  riskOverTime: z.array(
    z.object({
      asOf: momentField,
      day: z.number().int(),
      probability: probabilityField,
      courseMedian: probabilityField,
    }),
  ),
  activity: z
    .array(
      z.object({
        day: z.number().int(),
        date: dateField,
        interactions: z.number().int().meta({ description: 'A spoken response counts as one interaction.' }),
        byType: z.record(z.string(), z.number()),
      }),
    )
    .meta({ description: 'Days with any activity, oldest first.' }),
  assessments: z.array(
    assessmentSchema.extend({
      status: z.enum(['submitted', 'late', 'missed', 'open']),
      submittedOn: dateField.nullable(),
      scorePercent: z.number().nullable(),
    }),
  ),
  decisions: z.array(
    z.object({
      id: z.string(),
      decidedAt: momentField,
      probability: z.number().nullable(),
      holdout: z.boolean(),
      replayed: replayedField,
      candidates: z.array(candidateField),
    }),
  ),
  inbox: z.array(inboxMessageSchema),
});
export type EnrolmentView = z.infer<typeof enrolmentSchema>;
