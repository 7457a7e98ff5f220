import { z } from 'zod';
import { DAY_MS, type Moment, startOfDate, toIso } from '../domain/moment.ts';
import type { Presentation } from '../domain/presentation.ts';
import type { Service } from '../live/in-service.ts';
import { hasLeft, IS_ACTIVE } from '../store/event-sql.ts';
import { allPresentations } from '../store/presentations.ts';
import type { ApiContext } from './context.ts';
import { askedMoment, askedPresentation } from './context.ts';
import { asOfQuery, momentField, presentationParams } from './fields.ts';
import type { Server } from './http.ts';

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
          registered: z.number().int().meta({ description: 'Registered at any time in that week.' }),
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
      const service = context.inService();
      const asOf = askedMoment(context, request.query.asOf);
      const compared = (await allPresentations(context.state)).filter(
        (one) => one.courseId === presentation.courseId && one.startsOn <= presentation.startsOn,
      );
      const series = [];
      for (const one of compared)
        series.push({
          presentationId: one.id,
          current: one.id === presentation.id,
          weeks: await service.views.view(one.id, `weeks ${asOf}`, () => weeksOf(service, one, asOf)),
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
async function weeksOf(service: Service, presentation: Presentation, asOf: Moment): Promise<Week[]> {
  const start = startOfDate(presentation.startsOn);
  const weeks = Math.min(Math.ceil(presentation.lengthDays / 7), Math.floor((asOf - start) / (7 * DAY_MS)));
  if (weeks < 1) return [];
  const rows = await service.eventLog.rows<WeekRow>(
    `with learner as (
       select
         minIf(week, verb = 'registered') as since,
         if(${hasLeft('at')},
           maxIf(week, verb = 'withdrew'), {weeks:Int32}) as until,
         groupUniqArrayIf(week, ${IS_ACTIVE}) as active_weeks,
         sumMapIf([week], [toUInt64(interactions)], verb = 'interacted') as clicks,
         sumMapIf([week], [1], verb = 'submitted') as work
       from (
         select learner_id, verb, interactions,
           toUnixTimestamp64Milli(occurred_at) as at,
           toInt32(floor((at - {start:Int64}) / 604800000)) + 1 as week
         from ${service.eventLog.table('activity_event')} final
         where presentation_id = {presentation:String}
           and verb in ('registered', 'withdrew', 'interacted', 'submitted', 'response_scored')
           and toUnixTimestamp64Milli(occurred_at) < {start:Int64} + {weeks:Int32} * 604800000
       )
       group by learner_id
       having countIf(verb = 'registered') > 0
     )
     select week,
       toUInt32(count()) as registered,
       toUInt32(countIf(has(active_weeks, week))) as active,
       toString(sum(clicks.2[indexOf(clicks.1, week)])) as interactions,
       toUInt32(sum(work.2[indexOf(work.1, week)])) as submissions
     from learner array join arrayMap(n -> toInt32(n), range(1, {weeks:Int32} + 1)) as week
     where week between since and until
     group by week
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
