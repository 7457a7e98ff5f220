import { z } from 'zod';
import { weeklyMoments } from '../cycle/replay.ts';
import { type Moment, toIso } from '../domain/moment.ts';
import { dayAt, type Presentation } from '../domain/presentation.ts';
import { probabilitiesAt } from '../explain/score.ts';
import type { Service } from '../live/in-service.ts';
import type { ApiContext } from './context.ts';
import { askedMoment, askedPresentation } from './context.ts';
import { asOfQuery, momentField, presentationParams } from './fields.ts';
import type { Server } from './http.ts';

/** GET /v1/presentations/:presentationId/heatmap?asOf&rows=cohorts|learners&limit */
export const heatmapSchema = z.object({
  presentationId: z.string(),
  asOf: momentField,
  rows: z.enum(['cohorts', 'learners']),
  weeks: z.array(z.object({ week: z.number().int(), asOf: momentField, day: z.number().int() })),
  series: z.array(
    z.object({
      id: z.string().meta({ description: 'Learner id, or the name of the cohort.' }),
      label: z.string(),
      enrolments: z.number().int(),
      probabilities: z
        .array(z.number().nullable())
        .meta({ description: 'One a week: the risk, or the cohort’s mean; null when not registered then.' }),
    }),
  ),
});
export type Heatmap = z.infer<typeof heatmapSchema>;

const heatmapQuery = asOfQuery.extend({
  rows: z.enum(['cohorts', 'learners']).default('cohorts'),
  limit: z.coerce
    .number()
    .int()
    .min(1)
    .max(500)
    .default(60)
    .meta({ description: 'Learners, highest risk first.' }),
});

export function heatmapRoute(server: Server, context: ApiContext): void {
  server.get(
    '/v1/presentations/:presentationId/heatmap',
    {
      schema: {
        tags: ['courses'],
        summary: 'Risk by week, of cohorts or of learners',
        params: presentationParams,
        querystring: heatmapQuery,
        response: { 200: heatmapSchema },
      },
    },
    async (request) => {
      const presentation = await askedPresentation(context, request.params.presentationId);
      const service = context.inService();
      const asOf = askedMoment(context, request.query.asOf);
      const { rows, limit } = request.query;
      return service.views.view(presentation.id, `heatmap ${asOf} ${rows} ${limit}`, () =>
        heatmapAt(service, presentation, asOf, rows, limit),
      );
    },
  );
}

async function heatmapAt(
  service: Service,
  presentation: Presentation,
  asOf: Moment,
  rows: 'cohorts' | 'learners',
  limit: number,
): Promise<Heatmap> {
  const moments = weeklyMoments(presentation, asOf);
  const weekly = await probabilitiesAt(service, presentation, moments);
  const today = await probabilitiesAt(service, presentation, [asOf]);
  const byWeek = [...moments.map((at) => weekly.get(at)), today.get(asOf)].map((week) => week ?? new Map());
  return {
    presentationId: presentation.id,
    asOf: toIso(asOf),
    rows,
    weeks: [...moments, asOf].map((at) => ({
      week: Math.floor(dayAt(presentation, at) / 7),
      asOf: toIso(at),
      day: dayAt(presentation, at),
    })),
    series: rows === 'learners' ? learnerRows(byWeek, limit) : cohortRows(byWeek),
  };
}

type Week = ReadonlyMap<string, number>;

/** Learners of the last week, highest risk first. */
const byRisk = (weeks: readonly Week[]): string[] =>
  [...(weeks.at(-1) ?? new Map<string, number>())]
    .sort(([idA, a], [idB, b]) => b - a || (idA < idB ? -1 : 1))
    .map(([learner]) => learner);

function learnerRows(weeks: readonly Week[], limit: number): Heatmap['series'] {
  return byRisk(weeks)
    .slice(0, limit)
    .map((learner) => ({
      id: learner,
      label: learner,
      enrolments: 1,
      probabilities: weeks.map((week) => week.get(learner) ?? null),
    }));
}

const COHORTS = 10;

/** Tenths of the course by the risk of the last week, highest first: how those who are there today came there. */
function cohortRows(weeks: readonly Week[]): Heatmap['series'] {
  const ranked = byRisk(weeks);
  const cohorts = Math.min(COHORTS, ranked.length);
  return Array.from({ length: cohorts }, (_, tenth) => {
    const members = ranked.slice(
      Math.floor((tenth * ranked.length) / cohorts),
      Math.floor(((tenth + 1) * ranked.length) / cohorts),
    );
    return {
      id: `tenth-${tenth + 1}`,
      label:
        tenth === 0
          ? 'Tenth at highest risk'
          : tenth === COHORTS - 1
            ? 'Tenth at lowest risk'
            : `Tenth ${tenth + 1}`,
      enrolments: members.length,
      probabilities: weeks.map((week) => meanOf(members.flatMap((learner) => week.get(learner) ?? []))),
    };
  });
}

const meanOf = (values: readonly number[]): number | null =>
  values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;
