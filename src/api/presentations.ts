import { z } from 'zod';
import { addDays, type CalendarDate, dateOf } from '../domain/moment.ts';
import { courseId, endOf, momentOfDay, type Presentation, presentationId } from '../domain/presentation.ts';
import { idField } from '../ingest/sources/event-json.ts';
import { allPresentations, putPresentation } from '../store/presentations.ts';
import type { ApiContext } from './context.ts';
import { askedMoment, askedPresentation } from './context.ts';
import { dateField } from './fields.ts';
import type { Server } from './http.ts';

/** GET /v1/presentations */
export const presentationSchema = z.object({
  id: z.string(),
  courseId: z.string(),
  startsOn: dateField,
  endsOn: dateField,
  lengthDays: z.number().int(),
  enrolments: z.number().int().meta({ description: 'Learners who have registered by now.' }),
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

/** PUT /v1/presentations/:presentationId */
const presentationBody = z.object({
  courseId: z.string().min(1).max(100),
  startsOn: dateField,
  lengthDays: z.number().int().min(1).max(2_000),
  assessments: z
    .array(
      z.object({
        id: z.string().min(1).max(200),
        kind: z.enum(['tutor_marked', 'computer_marked', 'exam']),
        dueDay: z.number().int().min(-365).max(2_000).nullable(),
        weightPercent: z.number().min(0).max(100),
      }),
    )
    .max(500)
    .default([]),
});

export function presentationsRoutes(server: Server, context: ApiContext): void {
  server.get(
    '/v1/presentations',
    { schema: { tags: ['courses'], summary: 'All presentations', response: { 200: presentationsSchema } } },
    async () => {
      const counts = await enrolmentCounts(context);
      return {
        presentations: (await allPresentations(context.state)).map((one) =>
          view(one, counts.get(one.id) ?? 0),
        ),
      };
    },
  );
  server.put(
    '/v1/presentations/:presentationId',
    {
      schema: {
        tags: ['courses'],
        summary: 'Make a presentation known, or change its calendar',
        params: z.object({ presentationId: idField.meta({ examples: ['BBB-2014B'] }) }),
        body: presentationBody,
        response: { 200: presentationSchema },
      },
    },
    async (request) => {
      const id = presentationId(request.params.presentationId);
      await putPresentation(context.state, {
        id,
        courseId: courseId(request.body.courseId),
        startsOn: request.body.startsOn as CalendarDate,
        lengthDays: request.body.lengthDays,
        assessments: request.body.assessments,
      });
      await context.state.deleteFrom('scoring_run').where('presentation_id', '=', id).execute();
      context.inService().views.forget(id);
      const counts = await enrolmentCounts(context);
      return view(await askedPresentation(context, id), counts.get(id) ?? 0);
    },
  );
}

async function enrolmentCounts(context: ApiContext): Promise<Map<string, number>> {
  const rows = await context.eventLog.rows<{ presentation_id: string; enrolments: number }>(
    `select presentation_id, toUInt32(uniqExact(learner_id)) as enrolments
     from ${context.eventLog.table('activity_event')}
     where verb = 'registered' and occurred_at < fromUnixTimestamp64Milli({now:Int64}, 'UTC')
     group by presentation_id`,
    { now: askedMoment(context, undefined) },
  );
  return new Map(rows.map((row) => [row.presentation_id, row.enrolments]));
}

const view = (presentation: Presentation, enrolments: number): PresentationView => ({
  id: presentation.id,
  courseId: presentation.courseId,
  startsOn: presentation.startsOn,
  endsOn: dateOf(addDays(endOf(presentation), -1)),
  lengthDays: presentation.lengthDays,
  enrolments,
  assessments: presentation.assessments.map((assessment) => ({
    ...assessment,
    dueOn: assessment.dueDay === null ? null : dateOf(momentOfDay(presentation, assessment.dueDay)),
  })),
});
