import { weeklyMoments } from '../domain/cycle-moment.ts';
import { type Moment, toIso } from '../domain/moment.ts';
import { dayAt, type Presentation } from '../domain/presentation.ts';
import { probabilitiesAt, riskPhaseIn } from '../explain/score.ts';
import type { Heatmap } from './heatmap-view.ts';
import { riskPhaseView } from './risk-phase-view.ts';
import type { Service } from './service.ts';

export const HEATMAP_ROWS = ['cohorts', 'learners'] as const;
type Rows = (typeof HEATMAP_ROWS)[number];

/**
 * Risk by week, of tenths of the course or of single learners.
 *
 * @param limit so many learners at most, those whose risk rose most
 */
export const heatmapAt = (
  service: Service,
  presentation: Presentation,
  asOf: Moment,
  rows: Rows,
  limit: number,
): Promise<Heatmap> =>
  service.views.view(presentation.id, `heatmap ${asOf} ${rows} ${limit}`, () =>
    heatmap(service, presentation, asOf, rows, limit),
  );

async function heatmap(
  service: Service,
  presentation: Presentation,
  asOf: Moment,
  rows: Rows,
  limit: number,
): Promise<Heatmap> {
  const risks = riskPhaseIn(service, presentation, asOf);
  const moments = risks.state === 'shown' ? momentsWithRisks(service, presentation, asOf) : [];
  const weekly = await probabilitiesAt(service, presentation, moments.slice(0, -1));
  const today = await probabilitiesAt(service, presentation, moments.slice(-1));
  const byWeek = moments.map((at) => weekly.get(at) ?? today.get(at) ?? new Map());
  return {
    presentationId: presentation.id,
    asOf: toIso(asOf),
    rows,
    risks: riskPhaseView(presentation, risks),
    weeks: moments.map((at) => ({
      week: Math.floor(dayAt(presentation, at) / 7),
      asOf: toIso(at),
      day: dayAt(presentation, at),
    })),
    series: rows === 'learners' ? learnerRows(byWeek, limit) : cohortRows(byWeek),
  };
}

/** The weekly moments before `asOf` at which the presentation has risks, and `asOf` itself. */
const momentsWithRisks = (service: Service, presentation: Presentation, asOf: Moment): Moment[] => [
  ...weeklyMoments(presentation).filter(
    (at) => at < asOf && riskPhaseIn(service, presentation, at).state === 'shown',
  ),
  asOf,
];

type Week = ReadonlyMap<string, number>;

/** Learners of the last week, highest risk first. */
const byRisk = (weeks: readonly Week[]): string[] =>
  [...(weeks.at(-1) ?? new Map<string, number>())]
    .sort(([idA, a], [idB, b]) => b - a || (idA < idB ? -1 : 1))
    .map(([learner]) => learner);

/** Weeks over which a rise is measured. */
const RISE_WEEKS = 4;

/**
 * The learners whose risk rose most in the last weeks, the largest rise first. Those at the highest risk would be a block
 * of one colour: most of them have been gone for months.
 */
export function learnerRows(weeks: readonly Week[], limit: number): Heatmap['series'] {
  const before = weeks.at(-1 - RISE_WEEKS) ?? weeks[0];
  const rise = (learner: string): number => {
    const then = before?.get(learner);
    return then === undefined ? 0 : (weeks.at(-1)?.get(learner) ?? 0) - then;
  };
  // The sort is stable: equal rises stay in the order of risk.
  return byRisk(weeks)
    .sort((a, b) => rise(b) - rise(a))
    .slice(0, limit)
    .map((learner) => ({
      id: learner,
      label: learner,
      enrolments: 1,
      probabilities: weeks.map((week) => week.get(learner) ?? null),
    }));
}

const COHORTS = 10;

/** Tenths of the course by the risk of the last week, highest first: the past of the learners who are registered today. */
export function cohortRows(weeks: readonly Week[]): Heatmap['series'] {
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
        tenth === 0 ? 'Top 10% by risk' : tenth === COHORTS - 1 ? 'Lowest 10% by risk' : `Tenth ${tenth + 1}`,
      enrolments: members.length,
      probabilities: weeks.map((week) => meanOf(members.flatMap((learner) => week.get(learner) ?? []))),
    };
  });
}

const meanOf = (values: readonly number[]): number | null =>
  values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;
