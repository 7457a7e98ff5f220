import { z } from 'zod';
import { addDays, type Moment, toIso } from '../domain/moment.ts';
import { dayAt, type Presentation } from '../domain/presentation.ts';
import { bandOf } from '../domain/risk.ts';
import { probabilitiesAt } from '../explain/score.ts';
import type { Service } from '../live/in-service.ts';
import { brokenCalibration } from '../model/registry/drift-history.ts';
import { hasLeft, IS_ACTIVE } from '../store/event-sql.ts';
import type { ApiContext } from './context.ts';
import { askedMoment, askedPresentation } from './context.ts';
import { asOfQuery, momentField, presentationParams, riskWithheldField } from './fields.ts';
import type { Server } from './http.ts';

/** GET /v1/presentations/:presentationId/overview?asOf */
export const overviewSchema = z.object({
  presentationId: z.string(),
  asOf: momentField,
  day: z.number().int().meta({ description: 'Day of the presentation; negative before its start.' }),
  lengthDays: z.number().int(),
  registered: z.number().int().meta({ description: 'Enrolments registered and not withdrawn by then.' }),
  withdrawn: z.number().int().meta({ description: 'Withdrawn by then.' }),
  bands: z.object({ low: z.number().int(), medium: z.number().int(), high: z.number().int() }),
  bandsWeekBefore: z
    .object({ low: z.number().int(), medium: z.number().int(), high: z.number().int() })
    .nullable(),
  activeLast7Days: z.number().int().meta({ description: 'Registered learners with any activity in 7 days.' }),
  activePrior7Days: z.number().int(),
  nudgesLast7Days: z.number().int(),
  heldOutLast7Days: z
    .number()
    .int()
    .meta({ description: 'Decisions with nothing sent because of the holdout.' }),
  nextDue: z
    .object({
      assessmentId: z.string(),
      kind: z.string(),
      inDays: z.number().int(),
      submitted: z.number().int(),
    })
    .nullable(),
  modelId: z.string().nullable(),
  riskWithheld: riskWithheldField,
});
export type Overview = z.infer<typeof overviewSchema>;

export function overviewRoute(server: Server, context: ApiContext): void {
  server.get(
    '/v1/presentations/:presentationId/overview',
    {
      schema: {
        tags: ['courses'],
        summary: 'A course at a glance',
        params: presentationParams,
        querystring: asOfQuery,
        response: { 200: overviewSchema },
      },
    },
    async (request) => {
      const presentation = await askedPresentation(context, request.params.presentationId);
      const service = context.inService();
      const asOf = askedMoment(context, request.query.asOf);
      const riskWithheld = await brokenCalibration(context.state, service.scorer.modelId, asOf);
      const overview = await service.views.view(presentation.id, `overview ${asOf}`, () =>
        overviewAt(service, presentation, asOf),
      );
      return { ...overview, riskWithheld };
    },
  );
}

async function overviewAt(
  service: Service,
  presentation: Presentation,
  asOf: Moment,
): Promise<Omit<Overview, 'riskWithheld'>> {
  const weekBefore = addDays(asOf, -7);
  const probabilities = await probabilitiesAt(service, presentation, [asOf, weekBefore]);
  const now = [...(probabilities.get(asOf)?.values() ?? [])];
  const before = probabilities.get(weekBefore);
  const activity = await activityAt(service, presentation, asOf);
  const decisions = await decisionsInWeek(service, presentation, asOf);
  return {
    presentationId: presentation.id,
    asOf: toIso(asOf),
    day: dayAt(presentation, asOf),
    lengthDays: presentation.lengthDays,
    registered: now.length,
    withdrawn: activity.withdrawn,
    bands: bandCounts(service, now),
    bandsWeekBefore: before === undefined ? null : bandCounts(service, [...before.values()]),
    activeLast7Days: activity.active_last,
    activePrior7Days: activity.active_prior,
    nudgesLast7Days: decisions.sent,
    heldOutLast7Days: decisions.heldOut,
    nextDue: await nextDue(service, presentation, asOf),
    modelId: service.scorer.modelId,
  };
}

function bandCounts(service: Service, probabilities: readonly number[]) {
  const counts = { low: 0, medium: 0, high: 0 };
  for (const probability of probabilities) counts[bandOf(probability, service.bands)] += 1;
  return counts;
}

interface ActivityCounts {
  readonly withdrawn: number;
  readonly active_last: number;
  readonly active_prior: number;
}

async function activityAt(service: Service, presentation: Presentation, asOf: Moment) {
  const [row] = await service.eventLog.rows<ActivityCounts>(
    `select
       toUInt32(countIf(withdrawn_now)) as withdrawn,
       toUInt32(countIf(active_last and not withdrawn_now)) as active_last,
       toUInt32(countIf(active_prior and not withdrawn_before)) as active_prior
     from (
       select
         ${hasLeft('at', '{asOf:Int64}')} as withdrawn_now,
         ${hasLeft('at', '{week:Int64}')} as withdrawn_before,
         countIf(${IS_ACTIVE} and at >= {week:Int64}) > 0 as active_last,
         countIf(${IS_ACTIVE} and at < {week:Int64} and at >= {twoWeeks:Int64}) > 0 as active_prior
       from (
         select learner_id, verb, toUnixTimestamp64Milli(occurred_at) as at
         from ${service.eventLog.table('activity_event')}
         where presentation_id = {presentation:String} and verb in ('registered', 'withdrew', 'interacted', 'response_scored')
       )
       where at < {asOf:Int64}
       group by learner_id
       having countIf(verb = 'registered') > 0
     )`,
    { presentation: presentation.id, asOf, week: addDays(asOf, -7), twoWeeks: addDays(asOf, -14) },
  );
  return row as ActivityCounts;
}

async function decisionsInWeek(service: Service, presentation: Presentation, asOf: Moment) {
  const within = [new Date(addDays(asOf, -7)), new Date(asOf)] as const;
  const sent = await service.state
    .selectFrom('inbox_message')
    .select((row) => row.fn.countAll<string>().as('count'))
    .where('presentation_id', '=', presentation.id)
    .where('recipient', '=', 'learner')
    .where('delivered_at', '>', within[0])
    .where('delivered_at', '<=', within[1])
    .executeTakeFirstOrThrow();
  const held = await service.state
    .selectFrom('decision')
    .select((row) => row.fn.countAll<string>().as('count'))
    .where('presentation_id', '=', presentation.id)
    .where('decided_at', '>', within[0])
    .where('decided_at', '<=', within[1])
    .where('holdout', '=', true)
    .where('propensity', '<', 1)
    .executeTakeFirstOrThrow();
  return { sent: Number(sent.count), heldOut: Number(held.count) };
}

async function nextDue(service: Service, presentation: Presentation, asOf: Moment) {
  const today = dayAt(presentation, asOf);
  const [next] = presentation.assessments
    .flatMap((one) => (one.dueDay === null || one.dueDay < today ? [] : [{ ...one, dueDay: one.dueDay }]))
    .sort((a, b) => a.dueDay - b.dueDay);
  if (next === undefined) return null;
  const [row] = await service.eventLog.rows<{ submitted: number }>(
    `select toUInt32(uniqExact(learner_id)) as submitted from ${service.eventLog.table('activity_event')}
     where presentation_id = {presentation:String} and verb = 'submitted' and object_id = {assessment:String}
       and toUnixTimestamp64Milli(occurred_at) < {asOf:Int64}`,
    { presentation: presentation.id, assessment: next.id, asOf },
  );
  return {
    assessmentId: next.id,
    kind: next.kind,
    inDays: next.dueDay - today,
    submitted: row?.submitted ?? 0,
  };
}
