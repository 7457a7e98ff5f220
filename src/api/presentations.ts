import { z } from 'zod';
import type { CalendarDate } from '../domain/moment.ts';
import { courseId, presentationId } from '../domain/presentation.ts';
import { forgetRuns } from '../explain/scoring-run.ts';
import { idField } from '../ingest/sources/event-json.ts';
import { dateField } from '../read/fields.ts';
import { presentationAt, presentationsAt } from '../read/presentations.ts';
import { presentationSchema, presentationsSchema } from '../read/presentations-view.ts';
import { putPresentation } from '../store/presentations.ts';
import { type ApiContext, type AsOf, askedMoment, askedPresentation } from './context.ts';
import type { Server } from './http.ts';
import { clockNotice, clockNoticeField } from './time-machine.ts';

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

export function presentationsRoutes(server: Server, context: AsOf & Pick<ApiContext, 'eventLog'>): void {
  server.get(
    '/v1/presentations',
    { schema: { tags: ['courses'], summary: 'All presentations', response: { 200: presentationsSchema } } },
    async () => ({ presentations: await presentationsAt(context, askedMoment(context, undefined)) }),
  );
  server.put(
    '/v1/presentations/:presentationId',
    {
      schema: {
        tags: ['courses'],
        summary: 'Add a presentation, or change its calendar',
        params: z.object({ presentationId: idField.meta({ examples: ['BBB-2014B'] }) }),
        body: presentationBody,
        response: { 200: presentationSchema.extend({ notice: clockNoticeField }) },
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
      await forgetRuns(context.state, id);
      context.inService().views.forget(id);
      const changed = await askedPresentation(context, id);
      const view = await presentationAt(context.eventLog, changed, askedMoment(context, undefined));
      return { ...view, notice: clockNotice(context) };
    },
  );
}
