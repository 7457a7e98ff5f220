import { z } from 'zod';
import { dayOfDeadline } from '../domain/deadline.ts';
import { type CalendarDate, moment } from '../domain/moment.ts';
import { courseId, type Presentation, presentationId, zoneOf } from '../domain/presentation.ts';
import { parseTimeZone, UTC } from '../domain/time-zone.ts';
import { InputError } from '../errors.ts';
import { forgetRuns } from '../explain/scoring-run.ts';
import { idField } from '../ingest/sources/event-json.ts';
import { dateField, momentField } from '../read/fields.ts';
import { presentationAt, presentationsAt } from '../read/presentations.ts';
import { presentationSchema, presentationsSchema } from '../read/presentations-view.ts';
import { putPresentation } from '../store/presentations.ts';
import { knowsTimeZone } from '../store/time-zones.ts';
import { type ApiContext, type AsOf, askedPresentation, presentMoment } from './context.ts';
import type { Server } from './http.ts';
import { TIME_ZONE } from './params.ts';
import { clockNotice, clockNoticeField } from './time-machine.ts';

/** The event log counts days from 1970 in two bytes. */
const FIRST_YEAR = '1970';
const LAST_YEAR = '2140';

const assessmentBody = z
  .strictObject({
    id: z.string().min(1).max(200),
    kind: z.enum(['tutor_marked', 'computer_marked', 'exam']),
    dueDay: z
      .number()
      .int()
      .min(-365)
      .max(2_000)
      .nullable()
      .default(null)
      .meta({
        description: 'Due by the end of this day of the course, in its time zone; day 0 is the first.',
        examples: [18],
      }),
    dueAt: momentField.optional().meta({
      description: 'Due at this moment, where the deadline is not the end of a day. Leave dueDay out then.',
      examples: ['2014-02-19T12:00:00+01:00'],
    }),
    weightPercent: z.number().min(0).max(100),
  })
  .refine(({ dueDay, dueAt }) => dueDay === null || dueAt === undefined, {
    path: ['dueAt'],
    error: 'must not be given together with dueDay',
  });

/** Coursework may add up to more than the whole mark where some of it is a bonus; three times as much is a mistake. */
const MOST_WEIGHT_PERCENT = 150;

/** Refuses calendars in which every field is right by itself and the whole is not. */
function checkCalendar(
  { assessments, lengthDays }: { assessments: z.infer<typeof assessmentBody>[]; lengthDays: number },
  context: z.RefinementCtx,
): void {
  const refuse = (nth: number, field: string, message: string) =>
    context.addIssue({ code: 'custom', path: ['assessments', nth, field], message });
  const seen = new Set<string>();
  for (const [nth, { id, dueDay }] of assessments.entries()) {
    if (seen.has(id)) refuse(nth, 'id', `must differ from the other assessments' ids; ${id} is there twice`);
    seen.add(id);
    if (dueDay !== null && dueDay > lengthDays)
      refuse(nth, 'dueDay', `must not lie after the end of the course, its day ${lengthDays}`);
  }
  const weight = assessments
    .filter(({ kind }) => kind !== 'exam')
    .reduce((sum, { weightPercent }) => sum + weightPercent, 0);
  if (weight > MOST_WEIGHT_PERCENT)
    context.addIssue({
      code: 'custom',
      path: ['assessments'],
      message: `must have weights of at most ${MOST_WEIGHT_PERCENT} % together, exams aside; these have ${weight} %`,
    });
}

/** PUT /v1/presentations/:presentationId */
const presentationBody = z
  .strictObject({
    courseId: z.string().min(1).max(100),
    title: z
      .string()
      .trim()
      .min(1)
      .max(200)
      .optional()
      .meta({
        description: 'What learners and coaches read instead of the code.',
        examples: ['Introduction to Biology'],
      }),
    startsOn: dateField.refine((date) => date >= FIRST_YEAR && date < LAST_YEAR, {
      error: 'must lie in the years 1970 to 2139',
    }),
    lengthDays: z.number().int().min(1).max(2_000),
    timeZone: z
      .string()
      .max(100)
      .refine((name) => parseTimeZone(name) !== null, TIME_ZONE)
      .default(UTC)
      .meta({
        description: 'Its days begin, and its work is due, at midnight in this zone.',
        examples: ['Europe/London'],
      }),
    assessments: z.array(assessmentBody).max(500).default([]),
  })
  .superRefine(checkCalendar);

/** The presentation that a body describes. */
function presentationOf(id: string, body: z.infer<typeof presentationBody>): Presentation {
  const calendar: Presentation = {
    id: presentationId(id),
    courseId: courseId(body.courseId),
    ...(body.title === undefined ? {} : { title: body.title }),
    startsOn: body.startsOn as CalendarDate,
    lengthDays: body.lengthDays,
    timeZone: parseTimeZone(body.timeZone) ?? UTC,
    assessments: [],
  };
  return {
    ...calendar,
    assessments: body.assessments.map(({ dueAt: text, ...assessment }) => {
      if (text === undefined) return assessment;
      const dueAt = moment(Date.parse(text));
      return { ...assessment, dueAt, dueDay: dayOfDeadline(calendar, dueAt) };
    }),
  };
}

export function presentationsRoutes(server: Server, context: AsOf & Pick<ApiContext, 'eventLog'>): void {
  server.get(
    '/v1/presentations',
    { schema: { tags: ['courses'], summary: 'All presentations', response: { 200: presentationsSchema } } },
    async () => ({ presentations: await presentationsAt(context, presentMoment(context)) }),
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
      const presentation = presentationOf(id, request.body);
      const zone = zoneOf(presentation);
      if (!(await knowsTimeZone(context.eventLog, zone)))
        throw new InputError(`The event log does not know the time zone ${zone}.`);
      await putPresentation(context.state, presentation);
      await forgetRuns(context.state, id);
      context.inService().views.forget(id);
      const changed = await askedPresentation(context, id);
      const view = await presentationAt(context.eventLog, changed, presentMoment(context));
      return { ...view, notice: clockNotice(context) };
    },
  );
}
