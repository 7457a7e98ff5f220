import { z } from 'zod';
import { type Moment, startOfDate, toIso } from '../domain/moment.ts';
import type { Presentation } from '../domain/presentation.ts';
import { allPresentations } from '../store/presentations.ts';
import type { ApiContext } from './context.ts';
import { askedMoment, askedPresentation } from './context.ts';
import { asOfQuery, momentField, presentationParams } from './fields.ts';
import type { Server } from './server.ts';

/** GET /v1/presentations/:presentationId/trends?asOf: this presentation and earlier ones of the course, week by week */
export const trendsSchema = z.object({
  presentationId: z.string(),
  asOf: momentField,
  series: z.array(
    z.object({
      presentationId: z.string(),
      current: z.boolean(),
      weeks: z.array(
        z.object({
          week: z.number().int().meta({ description: '1 is the first seven days of the presentation.' }),
          registered: z.number().int(),
          activeShare: z
            .number()
            .meta({ description: 'Share of the registered with any activity in that week.' }),
          meanInteractions: z
            .number()
            .meta({ description: 'Interactions per registered learner in that week.' }),
          submissions: z.number().int(),
        }),
      ),
    }),
  ),
});
export type Trends = z.infer<typeof trendsSchema>;

export function trendsRoute(server: Server, context: ApiContext): void {
  server.get(
    '/v1/presentations/:presentationId/trends',
    {
      schema: {
        tags: ['courses'],
        summary: 'Engagement by week, against earlier presentations of the course',
        params: presentationParams,
        querystring: asOfQuery,
        response: { 200: trendsSchema },
      },
    },
    async (request) => {
      const presentation = await askedPresentation(context, request.params.presentationId);
      const asOf = askedMoment(context, request.query.asOf);
      const compared = (await allPresentations(context.state)).filter(
        (one) => one.courseId === presentation.courseId && one.startsOn <= presentation.startsOn,
      );
      const series = [];
      for (const one of compared)
        series.push({
          presentationId: one.id,
          current: one.id === presentation.id,
          weeks: await context.memory.answer(one.id, `weeks ${asOf}`, () => weeksOf(context, one, asOf)),
        });
      return { presentationId: presentation.id, asOf: toIso(asOf), series };
    },
  );
}

type Week = Trends['series'][number]['weeks'][number];

interface WeekRow {
  readonly week: number;
  readonly registered: number;
  readonly active: number;
  readonly interactions: string;
  readonly submissions: number;
}

/** Full weeks of the presentation that were over by `asOf`. */
async function weeksOf(context: ApiContext, presentation: Presentation, asOf: Moment): Promise<Week[]> {
  const start = startOfDate(presentation.startsOn);
  const weeks = Math.min(
    Math.ceil(presentation.lengthDays / 7),
    Math.floor((asOf - start) / (7 * 86_400_000)),
  );
  if (weeks < 1) return [];
  const rows = await context.eventLog.rows<WeekRow>(
    `with
       facts as (
         select learner_id, verb, interactions,
           toInt32(floor((toUnixTimestamp64Milli(occurred_at) - {start:Int64}) / 604800000)) + 1 as week
         from ${context.eventLog.table('activity_event')} final
         where presentation_id = {presentation:String}
           and verb in ('registered', 'withdrew', 'interacted', 'submitted')
           and toUnixTimestamp64Milli(occurred_at) < {start:Int64} + {weeks:Int32} * 604800000
       ),
       lives as (
         select learner_id, minIf(week, verb = 'registered') as since,
           if(countIf(verb = 'withdrew') = 0, 100000, minIf(week, verb = 'withdrew')) as until
         from facts where verb in ('registered', 'withdrew') group by learner_id having countIf(verb = 'registered') > 0
       ),
       activity as (
         select week, uniqExactIf(learner_id, verb = 'interacted') as active,
           sumIf(interactions, verb = 'interacted') as interactions, countIf(verb = 'submitted') as submissions
         from facts group by week
       )
     select toInt32(w.week) as week,
       toUInt32(arrayCount(l -> l.1 <= w.week and l.2 > w.week, w.spans)) as registered,
       toUInt32(a.active) as active, toString(a.interactions) as interactions, toUInt32(a.submissions) as submissions
     from (select arrayJoin(range(1, {weeks:Int32} + 1)) as week, (select groupArray((since, until)) from lives) as spans) as w
     left join activity as a on a.week = toInt32(w.week)
     order by week`,
    { presentation: presentation.id, start, weeks },
  );
  return rows.map((row) => ({
    week: row.week,
    registered: row.registered,
    activeShare: row.registered === 0 ? 0 : row.active / row.registered,
    meanInteractions: row.registered === 0 ? 0 : Number(row.interactions) / row.registered,
    submissions: row.submissions,
  }));
}
