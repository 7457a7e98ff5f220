import { z } from 'zod';
import { decideAll, standingsOf } from '../cycle/cycle.ts';
import { holdout } from '../decide/guards/holdout.ts';
import { type Standing, silentDays } from '../decide/standing.ts';
import { type Decision, type JudgedCandidate, PRIORITIES } from '../domain/decision.ts';
import { addDays, type Moment, toIso } from '../domain/moment.ts';
import type { Presentation } from '../domain/presentation.ts';
import { BANDS, type Risk } from '../domain/risk.ts';
import { probabilitiesAt } from '../explain/score.ts';
import type { Service } from '../live/in-service.ts';
import { brokenCalibration } from '../model/registry/drift-history.ts';
import type { ApiContext } from './context.ts';
import { askedMoment, askedPresentation } from './context.ts';
import {
  asOfQuery,
  bandField,
  momentField,
  presentationParams,
  probabilityField,
  reasonField,
  riskWithheldField,
} from './fields.ts';
import type { Server } from './http.ts';

/** GET /v1/presentations/:presentationId/attention?asOf&band&search&sort&order&limit&offset */
export const attentionSchema = z.object({
  presentationId: z.string(),
  asOf: momentField,
  riskWithheld: riskWithheldField,
  total: z.number().int().meta({ description: 'Enrolments that match the filter, before limit and offset.' }),
  enrolments: z.array(
    z.object({
      learnerId: z.string(),
      probability: probabilityField,
      band: bandField,
      changeIn7Days: z
        .number()
        .nullable()
        .meta({ description: 'Probability now less the one 7 days before.' }),
      daysSinceLastActivity: z.number().nullable(),
      reasons: z.array(reasonField).max(2),
      suggestedAction: z
        .object({
          intervention: z.string(),
          title: z.string(),
          body: z.string(),
          recipient: z.enum(['learner', 'coach']),
          notNow: z.string().nullable().meta({
            description:
              'Why it is not done at present, for example that it was done before; null where it is.',
          }),
        })
        .nullable()
        .meta({
          description:
            'The best of what the rules and the risk propose for the coach or the learner and the guards allow; where they allow nothing, the best of all with their reason.',
        }),
      lastNudgedAt: momentField.nullable(),
      holdout: z.boolean(),
    }),
  ),
});
export type Attention = z.infer<typeof attentionSchema>;

/** Who has been silent for longer rarely comes back: on the sample most of them are gone in all but name. */
const REACHABLE_DAYS = 28;

type Row = Attention['enrolments'][number];

const attentionQuery = asOfQuery.extend({
  band: z
    .string()
    .optional()
    .transform((text) => (text === undefined || text === '' ? [...BANDS] : text.split(',')))
    .pipe(z.array(z.enum(BANDS)))
    .meta({ description: 'Bands to show, comma between; all by default.' }),
  search: z.string().max(100).default('').meta({ description: 'Part of a learner id.' }),
  sort: z
    .enum(['attention', 'probability', 'changeIn7Days', 'daysSinceLastActivity', 'learnerId'])
    .default('attention')
    .meta({
      description: `attention: by risk, but learners silent for more than ${REACHABLE_DAYS} days last, since most have left already. Where the risk is withheld: by the priority of what the rules propose, then the longest silent of those in reach; bands are not looked at.`,
    }),
  order: z.enum(['asc', 'desc']).default('desc'),
  limit: z.coerce.number().int().min(1).max(500).default(25),
  offset: z.coerce.number().int().min(0).default(0),
});

export function attentionRoute(server: Server, context: ApiContext): void {
  server.get(
    '/v1/presentations/:presentationId/attention',
    {
      schema: {
        tags: ['courses'],
        summary: 'Who needs attention, why, and what to do',
        params: presentationParams,
        querystring: attentionQuery,
        response: { 200: attentionSchema },
      },
    },
    async (request) => {
      const presentation = await askedPresentation(context, request.params.presentationId);
      const service = context.inService();
      const { asOf: asked, band, search, sort, order, limit, offset } = request.query;
      const asOf = askedMoment(context, asked);
      const riskWithheld = await brokenCalibration(context.state, service.scorer.modelId, asOf);
      const answer = `attention ${asOf} ${riskWithheld ?? ''}`;
      const all = await service.views.view(presentation.id, answer, () =>
        attentionRows(service, presentation, asOf),
      );
      const matching = all
        .filter((row) => riskWithheld !== null || band.includes(row.band))
        .filter((row) => row.learnerId.includes(search))
        .sort(
          (a, b) =>
            compareBy(sort, order, riskWithheld !== null)(a, b) || compare(a.learnerId, b.learnerId, 'asc'),
        );
      return {
        presentationId: presentation.id,
        asOf: toIso(asOf),
        riskWithheld,
        total: matching.length,
        enrolments: matching.slice(offset, offset + limit),
      };
    },
  );
}

type Sort = z.infer<typeof attentionQuery>['sort'];
type Order = 'asc' | 'desc';

const compareBy =
  (sort: Sort, order: Order, byRules: boolean) =>
  (a: ListedRow, b: ListedRow): number => {
    if (sort !== 'attention') return compare<number | string>(a[sort], b[sort], order);
    const inReach = compare(Number(a.reachable), Number(b.reachable), order);
    return byRules
      ? compare(a.urgency, b.urgency, order) ||
          inReach ||
          compare(a.daysSinceLastActivity, b.daysSinceLastActivity, order)
      : inReach || compare(a.probability, b.probability, order);
  };

/** Unknown values come last in either order. */
function compare<T extends number | string>(a: T | null, b: T | null, order: Order): number {
  if (a === null || b === null) return Number(a === null) - Number(b === null);
  if (a === b) return 0;
  return (a < b ? -1 : 1) * (order === 'asc' ? 1 : -1);
}

async function attentionRows(
  service: Service,
  presentation: Presentation,
  asOf: Moment,
): Promise<ListedRow[]> {
  const weekBefore = addDays(asOf, -7);
  const before = (await probabilitiesAt(service, presentation, [weekBefore, asOf])).get(weekBefore);
  const standings = await standingsOf(service, presentation, asOf);
  const decisions = await decideAll(service, standings, asOf);
  const nudged = await lastNudges(service, presentation, asOf);
  return standings.flatMap((standing, index) =>
    standing.risk === null
      ? []
      : [rowOf(standing, standing.risk, decisions[index], before, nudged.get(standing.enrolment.learnerId))],
  );
}

/** A row and what else the list is ordered by. */
interface ListedRow extends Row {
  readonly reachable: boolean;
  /** By the priority of what is proposed; 0 where nothing is. */
  readonly urgency: number;
}

function rowOf(
  standing: Standing,
  risk: Risk,
  decision: Decision,
  before: ReadonlyMap<string, number> | undefined,
  lastNudgedAt: Date | undefined,
): ListedRow {
  const then = before?.get(risk.learnerId);
  // Suggesting anything for a learner who is left alone on purpose would spoil the comparison.
  const candidates = decision.candidates.filter(({ verdicts }) =>
    verdicts.every((verdict) => verdict.allowed || verdict.guard !== holdout.name),
  );
  const best = candidates.find((candidate) => objectionTo(candidate) === null) ?? candidates[0];
  return {
    reachable: (silentDays(standing) ?? 0) <= REACHABLE_DAYS,
    urgency: best === undefined ? 0 : PRIORITIES.length - PRIORITIES.indexOf(best.priority),
    learnerId: risk.learnerId,
    probability: risk.probability,
    band: risk.band,
    changeIn7Days: then === undefined ? null : risk.probability - then,
    daysSinceLastActivity: standing.indicators.days_since_last_activity ?? null,
    reasons: topReasons(risk),
    suggestedAction:
      best === undefined
        ? null
        : {
            intervention: best.intervention,
            title: best.title,
            body: best.action,
            recipient: best.recipient,
            notNow: objectionTo(best),
          },
    lastNudgedAt: lastNudgedAt?.toISOString() ?? null,
    holdout: decision.holdout,
  };
}

/** Why the guards forbid it, in the first one's words; null where they allow it. */
const objectionTo = ({ verdicts }: JudgedCandidate): string | null =>
  verdicts.find((verdict) => !verdict.allowed)?.reason ?? null;

/** Two reasons, those that raise the risk first: the list is about who needs help. */
const topReasons = (risk: Risk) =>
  [...risk.reasons].sort((a, b) => Number(b.contribution > 0) - Number(a.contribution > 0)).slice(0, 2);

async function lastNudges(
  service: Service,
  presentation: Presentation,
  asOf: Moment,
): Promise<Map<string, Date>> {
  const rows = await service.state
    .selectFrom('inbox_message')
    .select((row) => ['learner_id', row.fn.max('delivered_at').as('at')])
    .where('presentation_id', '=', presentation.id)
    .where('recipient', '=', 'learner')
    .where('delivered_at', '<=', new Date(asOf))
    .groupBy('learner_id')
    .execute();
  return new Map(rows.map((row) => [row.learner_id, row.at]));
}
