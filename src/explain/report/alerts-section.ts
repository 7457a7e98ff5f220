import { enrolmentKey } from '../../domain/enrolment.ts';
import type { AlertEase } from '../../model/alert-ease.ts';
import { alertLevelOf, type Estimate, type ScoredRow } from '../../model/judge/evaluation.ts';
import { firstLearningDay, isFromLearningDays } from '../../model/scan-days.ts';
import { groupNumbers } from '../../stats/bootstrap.ts';
import { meansWithIntervals } from '../../stats/mean-interval.ts';
import { type LeadTime, leadTimeChart } from './alert-charts.ts';
import { figure, type Section, table, text } from './card.ts';
import { estimateText, wholeText } from './figures.ts';
import type { Findings } from './findings.ts';

/** What a coach gets: each enrolment once, at its first alert. */
export function alertsSection({ evaluation: { alerts }, model, rows, seed }: Findings): Section {
  const leads = leadTimes(rows, alerts.threshold);
  const share = alertedShare(rows, alerts.threshold, seed);
  return {
    heading: 'Alerts',
    blocks: [
      text(
        `${scannedText(rows)}, an enrolment raises an alert when its risk first reaches ${alerts.threshold.toFixed(3)}, and raises no second one. The threshold was chosen on past presentations.${easeText(model.alertEase)}`,
      ),
      table(
        ['alerts', 'figure'],
        [
          ['enrolments judged', wholeText(alerts.enrolments)],
          ['enrolments that raised an alert', wholeText(alerts.alerted)],
          ['their share', estimateText(share)],
          ['precision: alerted enrolments that met the target', estimateText(alerts.precision)],
          ['recall: enrolments that met the target and were alerted', estimateText(alerts.recall)],
          ['withdrawals alerted before they happened', estimateText(alerts.withdrawnFlagged)],
          ['of these, alerted 14 days ahead or more', estimateText(alerts.shareFlagged14DaysAhead)],
          ['median days from the first alert to the withdrawal', estimateText(alerts.medianLeadDays, 0)],
        ],
      ),
      figure(
        'lead-time',
        `How many weeks ahead the alerted withdrawals were alerted, with 95 % intervals. Median: ${estimateText(alerts.medianLeadDays, 0)} days.`,
        leadTimeChart(leads, alerts, seed),
      ),
    ],
  };
}

/** Since when the courses are scanned: long courses from day 14, shorter ones from an earlier day. */
function scannedText(rows: readonly ScoredRow[]): string {
  const days = [...new Set(rows.map(({ lengthDays }) => firstLearningDay(lengthDays)))].sort((a, b) => a - b);
  return `Scanned at least every week from day ${days.join(', ')}${days.length > 1 ? ' (by the length of the course)' : ''}`;
}

/**
 * Sentences, to append to others, on what the alert takes into account besides the risk; empty where there is nothing.
 */
const easeText = (ease: AlertEase = []): string =>
  ease
    .map(
      ({ withinDays, logOdds }) =>
        ` While a deadline is at most ${withinDays} days away, the risk counts as ${logOdds} higher in log-odds.`,
    )
    .join('');

/** The share of the enrolments that raised an alert. */
function alertedShare(rows: readonly ScoredRow[], threshold: number, seed: number): Estimate {
  const scanned = [...Map.groupBy(rows.filter(isFromLearningDays), enrolmentKey).values()];
  const [{ mean, low, high }] = meansWithIntervals(
    [Float64Array.from(scanned, (own) => (own.some((row) => alertLevelOf(row) >= threshold) ? 1 : 0))],
    groupNumbers(scanned.map(([{ learnerId }]) => learnerId)),
    { seed, resamples: RESAMPLES },
  );
  return { value: mean, low, high };
}

const RESAMPLES = 200;

/** The lead time of each withdrawn enrolment that raised an alert before. */
function leadTimes(rows: readonly ScoredRow[], threshold: number): LeadTime[] {
  const withdrawn = Map.groupBy(
    rows.filter((row) => row.outcome === 'withdrew' && isFromLearningDays(row)),
    enrolmentKey,
  );
  return [...withdrawn.values()].flatMap((ofEnrolment) => {
    const leads = ofEnrolment
      .filter((row) => alertLevelOf(row) >= threshold)
      .flatMap(({ leadDays }) => (leadDays === null ? [] : [Math.floor(leadDays)]));
    // The first alert is the one with the longest lead.
    return leads.length === 0 ? [] : [{ learnerId: ofEnrolment[0].learnerId, days: Math.max(...leads) }];
  });
}
