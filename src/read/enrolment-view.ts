import { z } from 'zod';
import { candidateField, dateField, momentField, probabilityField, replayedField } from './fields.ts';
import { inboxMessageSchema } from './inbox-view.ts';
import { riskSchema } from './risk-view.ts';

/** GET /v1/enrolments/:presentationId/:learnerId?asOf: all that is known of one enrolment by then */
export const enrolmentSchema = z.object({
  presentationId: z.string(),
  learnerId: z.string(),
  asOf: momentField,
  status: z.enum(['registered', 'withdrawn', 'finished']),
  registeredOn: dateField,
  endedOn: dateField.nullable(),
  risk: riskSchema
    .nullable()
    .meta({ description: 'Null once the learner has withdrawn or the course is over.' }),
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
    z.object({
      id: z.string(),
      kind: z.enum(['tutor_marked', 'computer_marked', 'exam']),
      dueDay: z.number().int().nullable(),
      dueOn: dateField.nullable(),
      weightPercent: z.number(),
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
