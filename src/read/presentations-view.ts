import { z } from 'zod';
import { dateField, finishedField, momentField, registeredField, withdrawnField } from './fields.ts';

/** An assessment as the calendar has it. */
export const assessmentSchema = z.object({
  id: z.string(),
  kind: z.enum(['tutor_marked', 'computer_marked', 'exam']),
  dueDay: z.number().int().nullable(),
  dueOn: dateField.nullable(),
  dueAt: momentField.nullable().meta({ description: 'The deadline: work handed in before it is in time.' }),
  weightPercent: z.number(),
});
export type AssessmentView = z.infer<typeof assessmentSchema>;

/** GET /v1/presentations */
export const presentationSchema = z.object({
  id: z.string(),
  courseId: z.string(),
  title: z.string().nullable().meta({ description: 'What people call the course, instead of its code.' }),
  timeZone: z.string().meta({
    description: 'Its days, hours and deadlines are those of this zone.',
    examples: ['Europe/London'],
  }),
  startsOn: dateField,
  endsOn: dateField,
  lengthDays: z.number().int(),
  enrolments: z.number().int().meta({
    description: 'Learners who have ever registered: those who are, have withdrawn or have finished.',
  }),
  registered: registeredField,
  withdrawn: withdrawnField,
  finished: finishedField,
  assessments: z.array(assessmentSchema),
});
export const presentationsSchema = z.object({ presentations: z.array(presentationSchema) });
export type PresentationView = z.infer<typeof presentationSchema>;
