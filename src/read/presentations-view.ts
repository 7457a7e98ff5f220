import { z } from 'zod';
import { dateField, finishedField, registeredField, withdrawnField } from './fields.ts';

/** GET /v1/presentations */
export const presentationSchema = z.object({
  id: z.string(),
  courseId: z.string(),
  startsOn: dateField,
  endsOn: dateField,
  lengthDays: z.number().int(),
  enrolments: z.number().int().meta({
    description: 'Learners who have ever registered: those who are, have withdrawn or have finished.',
  }),
  registered: registeredField,
  withdrawn: withdrawnField,
  finished: finishedField,
  assessments: z.array(
    z.object({
      id: z.string(),
      kind: z.enum(['tutor_marked', 'computer_marked', 'exam']),
      dueOn: dateField.nullable(),
      dueDay: z.number().int().nullable(),
      weightPercent: z.number(),
    }),
  ),
});
export const presentationsSchema = z.object({ presentations: z.array(presentationSchema) });
export type PresentationView = z.infer<typeof presentationSchema>;
