import type { EnrolmentEvaluation, Estimate, RowMetrics } from '../../model/judge/evaluation.ts';

const SHOWN_EVERY_DAYS = 28;

/** How good a model of enrolments is, as text for people: a line for every fourth week, one for all weeks, one for alerts. */
export function enrolmentFigures({ overall, byDay, alerts }: EnrolmentEvaluation): string {
  const rows = [
    ...byDay
      .filter(({ day }) => day % SHOWN_EVERY_DAYS === 0)
      .map((row) => ({ name: String(row.day), ...row })),
    { name: 'all', ...overall },
  ];
  return [
    'day   enrolments  AUC                  Brier  calibration error  by chance            recall at 85 % precision',
    ...rows.map(
      (row) =>
        `${row.name.padEnd(6)}${String(row.n).padEnd(12)}${withInterval(row.auc).padEnd(21)}${figure(row.brier).padEnd(7)}${figure(row.ece).padEnd(19)}${byChance(row).padEnd(21)}${figure(row.recallAtPrecision85)}`,
    ),
    `Alerts from ${alerts.threshold.toFixed(3)}, each enrolment once: precision ${withInterval(alerts.precision)}, recall ${withInterval(alerts.recall)}, withdrawals found ${withInterval(alerts.withdrawnFlagged)}, of these ${withInterval(alerts.shareFlagged14DaysAhead)} 14 days ahead, median lead ${figure(alerts.medianLeadDays, 0)} days.`,
  ].join('\n');
}

const figure = (estimate: Estimate, digits = 3): string => estimate.value?.toFixed(digits) ?? '-';
/** The calibration error that perfectly calibrated risks would show; unknown for files of earlier releases. */
const byChance = ({ eceByChance }: RowMetrics): string =>
  eceByChance === undefined ? '-' : withInterval(eceByChance);
const withInterval = (estimate: Estimate): string =>
  estimate.value === null
    ? '-'
    : `${figure(estimate)} (${estimate.low?.toFixed(3)}-${estimate.high?.toFixed(3)})`;
