import { z } from 'zod';
import { weeklyMoments } from '../cycle/replay.ts';
import { ACTIVE_VERBS } from '../domain/activity-event.ts';
import type { JudgedCandidate } from '../domain/decision.ts';
import { dateOf, type Moment, moment, toIso } from '../domain/moment.ts';
import { dayAt, endOf, momentOfDay, type Presentation } from '../domain/presentation.ts';
import type { Risk } from '../domain/risk.ts';
import { NotFoundError } from '../errors.ts';
import { probabilitiesAt, risksAt } from '../explain/score.ts';
import type { Service } from '../live/in-service.ts';
import { median } from '../stats/quantile.ts';
import type { ApiContext } from './context.ts';
import { askedMoment, askedPresentation } from './context.ts';
import { counterfactualField, counterfactualOf } from './counterfactual.ts';
import {
  asOfQuery,
  bandField,
  candidateField,
  dateField,
  enrolmentParams,
  intervalField,
  momentField,
  probabilityField,
  reasonField,
} from './fields.ts';
import type { Server } from './http.ts';
import { inboxMessages } from './inbox.ts';

/** GET /v1/enrolments/:presentationId/:learnerId/risk?asOf */
export const riskSchema = z.object({
  presentationId: z.string(),
  learnerId: z.string(),
  asOf: momentField,
  probability: probabilityField,
  interval: intervalField.optional(),
  band: bandField,
  reasons: z.array(reasonField).max(5),
  counterfactual: counterfactualField,
  modelId: z.string(),
});
export type RiskView = z.infer<typeof riskSchema>;

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
        interactions: z.number().int().meta({ description: 'A spoken response is one.' }),
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
      candidates: z.array(candidateField),
    }),
  ),
  inbox: z.array(
    z.object({
      key: z.string(),
      intervention: z.string(),
      recipient: z.enum(['learner', 'coach']),
      priority: z.enum(['high', 'medium', 'low']),
      title: z.string(),
      body: z.string(),
      deliveredAt: momentField,
      openedAt: momentField.nullable(),
    }),
  ),
});
export type EnrolmentView = z.infer<typeof enrolmentSchema>;

export function enrolmentRoutes(server: Server, context: ApiContext): void {
  server.get(
    '/v1/enrolments/:presentationId/:learnerId/risk',
    {
      schema: {
        tags: ['enrolments'],
        summary: 'Risk of one enrolment, with its reasons',
        params: enrolmentParams,
        querystring: asOfQuery,
        response: { 200: riskSchema },
      },
    },
    async (request) => {
      const presentation = await askedPresentation(context, request.params.presentationId);
      const service = context.inService();
      const asOf = askedMoment(context, request.query.asOf);
      const risk = (await risksByLearner(service, presentation, asOf)).get(request.params.learnerId);
      if (risk === undefined)
        throw new NotFoundError(
          `${request.params.learnerId} is not registered in ${presentation.id} on ${dateOf(asOf)}.`,
        );
      return riskView(service, presentation, risk);
    },
  );
  server.get(
    '/v1/enrolments/:presentationId/:learnerId',
    {
      schema: {
        tags: ['enrolments'],
        summary: 'All that was known of one enrolment',
        params: enrolmentParams,
        querystring: asOfQuery,
        response: { 200: enrolmentSchema },
      },
    },
    async (request) => {
      const presentation = await askedPresentation(context, request.params.presentationId);
      const service = context.inService();
      return enrolmentAt(
        service,
        presentation,
        request.params.learnerId,
        askedMoment(context, request.query.asOf),
      );
    },
  );
}

const riskView = async (service: Service, presentation: Presentation, risk: Risk): Promise<RiskView> => ({
  ...risk,
  interval: service.scorer.interval?.(risk.probability),
  asOf: toIso(risk.asOf),
  reasons: [...risk.reasons],
  counterfactual: await counterfactualOf(service, presentation, risk.learnerId, risk.asOf),
});

const risksByLearner = (service: Service, presentation: Presentation, asOf: Moment) =>
  service.views.view(presentation.id, `risks ${asOf}`, async () => {
    const risks = await risksAt(service, presentation, asOf);
    return new Map<string, Risk>(risks.map((risk) => [risk.learnerId, risk]));
  });

interface Fact {
  readonly verb: string;
  readonly object_id: string;
  readonly object_type: string;
  readonly at_ms: string;
  readonly interactions: number;
  readonly score: number | null;
}

async function enrolmentAt(
  service: Service,
  presentation: Presentation,
  learner: string,
  asOf: Moment,
): Promise<EnrolmentView> {
  const facts = await factsBefore(service, presentation, learner, asOf);
  const registered = facts.find((fact) => fact.verb === 'registered');
  if (registered === undefined)
    throw new NotFoundError(`${learner} is not registered in ${presentation.id} on ${dateOf(asOf)}.`);
  const last = facts.findLast((fact) => fact.verb === 'registered' || fact.verb === 'withdrew');
  const left = last?.verb === 'withdrew' ? last : undefined;
  const over = asOf >= endOf(presentation);
  const risk = (await risksByLearner(service, presentation, asOf)).get(learner);
  return {
    presentationId: presentation.id,
    learnerId: learner,
    asOf: toIso(asOf),
    status: left !== undefined ? 'withdrawn' : over ? 'finished' : 'registered',
    registeredOn: dateOf(atOf(registered)),
    endedOn: left !== undefined ? dateOf(atOf(left)) : over ? dateOf(endOf(presentation)) : null,
    risk: risk === undefined || over ? null : await riskView(service, presentation, risk),
    riskOverTime: await riskOverTime(service, presentation, learner, asOf),
    activity: activityByDay(presentation, facts),
    assessments: assessmentsAt(presentation, facts, asOf),
    decisions: await decisionsUntil(service, presentation, learner, asOf),
    inbox: await inboxMessages(service, presentation, learner, asOf, ['learner', 'coach']),
  };
}

const atOf = (fact: Fact): Moment => moment(Number(fact.at_ms));

const factsBefore = (service: Service, presentation: Presentation, learner: string, asOf: Moment) =>
  service.eventLog.rows<Fact>(
    `select verb, object_id, object_type, toString(toUnixTimestamp64Milli(occurred_at)) as at_ms, interactions,
       toFloat64(score_percent) as score
     from ${service.eventLog.table('activity_event')} final
     where presentation_id = {presentation:String} and learner_id = {learner:String}
       and toUnixTimestamp64Milli(occurred_at) < {asOf:Int64}
     order by occurred_at, event_id`,
    { presentation: presentation.id, learner, asOf },
  );

async function riskOverTime(
  service: Service,
  presentation: Presentation,
  learner: string,
  asOf: Moment,
): Promise<EnrolmentView['riskOverTime']> {
  const moments = weeklyMoments(presentation, asOf);
  const weekly = await service.views.view(presentation.id, `weekly ${moments.at(-1)}`, () =>
    probabilitiesAt(service, presentation, moments),
  );
  const today = await probabilitiesAt(service, presentation, [asOf]);
  return [...moments, asOf].flatMap((at) => {
    const all = weekly.get(at) ?? today.get(at);
    const probability = all?.get(learner);
    return all === undefined || probability === undefined
      ? []
      : [
          {
            asOf: toIso(at),
            day: dayAt(presentation, at),
            probability,
            courseMedian: median([...all.values()]) ?? 0,
          },
        ];
  });
}

function activityByDay(presentation: Presentation, facts: readonly Fact[]): EnrolmentView['activity'] {
  const days = Map.groupBy(
    facts.filter((fact) => ACTIVE_VERBS.some((verb) => verb === fact.verb)),
    (fact) => dayAt(presentation, atOf(fact)),
  );
  return [...days].map(([day, ofDay]) => {
    const byType: Record<string, number> = {};
    for (const fact of ofDay) byType[fact.object_type] = (byType[fact.object_type] ?? 0) + fact.interactions;
    return {
      day,
      date: dateOf(momentOfDay(presentation, day)),
      interactions: ofDay.reduce((sum, fact) => sum + fact.interactions, 0),
      byType,
    };
  });
}

function assessmentsAt(
  presentation: Presentation,
  facts: readonly Fact[],
  asOf: Moment,
): EnrolmentView['assessments'] {
  const today = dayAt(presentation, asOf);
  return presentation.assessments
    .map((assessment) => {
      const works = facts.filter((fact) => fact.verb === 'submitted' && fact.object_id === assessment.id);
      // As the indicators have it: the first time tells how late it was, the last mark counts.
      const [work] = works;
      const day = work === undefined ? null : dayAt(presentation, atOf(work));
      return {
        ...assessment,
        dueOn: assessment.dueDay === null ? null : dateOf(momentOfDay(presentation, assessment.dueDay)),
        status: statusOf(assessment.dueDay, day, today),
        submittedOn: work === undefined ? null : dateOf(atOf(work)),
        scorePercent: works.findLast(({ score }) => score !== null)?.score ?? null,
      };
    })
    .sort((a, b) => (a.dueDay ?? 1e6) - (b.dueDay ?? 1e6));
}

function statusOf(
  dueDay: number | null,
  submittedDay: number | null,
  today: number,
): EnrolmentView['assessments'][number]['status'] {
  if (submittedDay !== null) return dueDay !== null && submittedDay > dueDay ? 'late' : 'submitted';
  return dueDay !== null && dueDay < today ? 'missed' : 'open';
}

async function decisionsUntil(
  service: Service,
  presentation: Presentation,
  learner: string,
  asOf: Moment,
): Promise<EnrolmentView['decisions']> {
  const rows = await service.state
    .selectFrom('decision')
    .selectAll()
    .where('presentation_id', '=', presentation.id)
    .where('learner_id', '=', learner)
    .where('decided_at', '<=', new Date(asOf))
    .orderBy('decided_at', 'desc')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    decidedAt: row.decided_at.toISOString(),
    probability: row.probability,
    holdout: row.holdout,
    candidates: row.candidates as (JudgedCandidate & {
      verdicts: { guard: string; allowed: boolean; reason?: string }[];
    })[],
  }));
}
