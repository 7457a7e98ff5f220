import type { EnrolmentEvaluation, Estimate, RowMetrics } from '../../model/judge/evaluation.ts';

/** The days shown of a file whose evaluation names none. */
const isFourthWeek = (day: number): boolean => day % 28 === 0;

/** How good a model of enrolments is, as text for people: a line for each of some days, one for all, one for alerts. */
export function enrolmentFigures({ overall, byDay, tableDays, alerts }: EnrolmentEvaluation): string {
  const rows = [
    ...byDay
      .filter(({ day }) => tableDays?.includes(day) ?? isFourthWeek(day))
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
