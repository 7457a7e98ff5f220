import { weeklyMoments } from '../domain/cycle-moment.ts';
import { enrolmentKey } from '../domain/enrolment.ts';
import { addDays, daysBetween, type Moment } from '../domain/moment.ts';
import { dayAt, endOf, momentOfDay, type Presentation } from '../domain/presentation.ts';
import type { IndicatorTable } from '../features/indicators-at.ts';
import { firstLearningDay } from '../model/scan-days.ts';
import type { Scorer } from '../model/score.ts';
import { dropoutLabel, type Ending, endingsOf } from '../model/targets/dropout.ts';
import { median } from '../stats/quantile.ts';
import { type CycleContext, type CycleSummary, courseFacts, runCycle } from './cycle.ts';

/** One week of a replay: what was done, and how it ended for the learners alerted. */
export interface ReplayWeek extends CycleSummary {
  readonly day: number;
  /** Enrolments with their first alert in this week, by the model's own threshold. */
  readonly firstAlerts: number;
  /** How many of these later withdrew or failed. */
  readonly right: number;
}

/** What a replay would have caught. */
export interface ReplaySummary {
  readonly presentationId: string;
  readonly weeks: number;
  readonly enrolmentsAlerted: number;
  /** Share of the alerted enrolments with a known ending that withdrew or failed; null where there are none. */
  readonly precision: number | null;
  /** Share of alerted ones among the enrolments that withdrew or failed after at least one replayed week; null for none. */
  readonly recall: number | null;
  readonly withdrawn: number;
  readonly withdrawnAlerted: number;
  /** Median of the days from the first alert to the withdrawal. */
  readonly medianLeadDays: number | null;
  /** How many interventions would have been sent. */
  readonly interventions: number;
}

/**
 * The weekly moments of a presentation from one day to another, by default from the first with risks to its end. None lies
 * after `now`: what a cycle of the present will decide must not have been decided by a replay before.
 */
export const replayMoments = (
  presentation: Presentation,
  firstDay: number,
  now: Moment,
  from: Moment = momentOfDay(presentation, firstDay),
  to: Moment = endOf(presentation),
): Moment[] => weeklyMoments(presentation).filter((at) => at <= now && at >= from && at < addDays(to, 1));

/**
 * Replays a past presentation week by week, as if it ran now: score, decide, and then compare with the endings that are
 * known today. Every decision uses only what was known in its week, and nothing is sent to anybody.
 */
export async function* replay(
  context: CycleContext,
  presentation: Presentation,
  moments: readonly Moment[],
): AsyncGenerator<ReplayWeek, ReplaySummary> {
  const replaying = { ...context, replaying: true };
  const facts = await courseFacts(context, presentation, moments);
  const endings = await endingsOf(context.eventLog, [presentation.id]);
  const seen = new Set<string>();
  const alertedAt = new Map<string, Moment>();
  let interventions = 0;
  for (const at of moments) {
    const cycle = await runCycle(replaying, presentation, at, facts);
    interventions += cycle.replayed;
    const fresh: string[] = [];
    for (const { key, alert } of alertsAt(context.scorer, facts.indicators, at)) {
      seen.add(key);
      if (!alert || dayAt(presentation, at) < firstLearningDay(presentation.lengthDays) || alertedAt.has(key))
        continue;
      alertedAt.set(key, at);
      fresh.push(key);
    }
    yield {
      ...cycle,
      day: dayAt(presentation, at),
      firstAlerts: fresh.length,
      right: fresh.filter((key) => endedBadly(endings.get(key))).length,
    };
  }
  return summarise(presentation, moments.length, seen, alertedAt, endings, interventions);
}

/** The enrolments registered at a moment, and those of them whose risk raises an alert. */
function* alertsAt(
  scorer: Scorer,
  table: IndicatorTable,
  at: Moment,
): Generator<{ key: string; alert: boolean }> {
  const width = table.columns.length;
  for (const [row, momentOfRow] of table.moments.entries())
    if (momentOfRow === at)
      yield {
        key: enrolmentKey({ presentationId: table.presentationIds[row], learnerId: table.learnerIds[row] }),
        alert: scorer.raisesAlert(table.values.subarray(row * width, (row + 1) * width)),
      };
}

function summarise(
  presentation: Presentation,
  weeks: number,
  seen: ReadonlySet<string>,
  alertedAt: ReadonlyMap<string, Moment>,
  endings: ReadonlyMap<string, Ending>,
  interventions: number,
): ReplaySummary {
  const bad = [...seen].filter((key) => endedBadly(endings.get(key)));
  const withdrawn = bad.filter((key) => endings.get(key)?.outcome === 'withdrew');
  const judged = [...alertedAt.keys()].filter((key) => endings.has(key));
  const right = judged.filter((key) => endedBadly(endings.get(key)));
  const leads = withdrawn.flatMap((key) => {
    const alerted = alertedAt.get(key);
    const left = endings.get(key)?.withdrewAt ?? null;
    return alerted === undefined || left === null ? [] : [daysBetween(alerted, left)];
  });
  return {
    presentationId: presentation.id,
    weeks,
    enrolmentsAlerted: alertedAt.size,
    precision: judged.length === 0 ? null : right.length / judged.length,
    recall: bad.length === 0 ? null : right.length / bad.length,
    withdrawn: withdrawn.length,
    withdrawnAlerted: withdrawn.filter((key) => alertedAt.has(key)).length,
    medianLeadDays: median(leads),
    interventions,
  };
}

const endedBadly = (ending: Ending | undefined): boolean =>
  ending !== undefined && dropoutLabel(ending) === 1;
