/** The most days between two rows for learning: a learner's neighbouring weeks say nearly the same. */
const LONGEST_STEP_DAYS = 14;

/** About how many rows a learner of a shorter course gives. */
const ROWS_A_LEARNER = 10;

/** Judging looks at least every week, as often as a coach does. */
const LONGEST_JUDGING_STEP_DAYS = 7;

/** The last day that pooled figures count, in steps: day 168 of a long course, early enough to act. */
const LAST_POOLED_STEP = 12;

/**
 * Days between two rows for learning: two weeks in a course of 20 weeks or more, a tenth of a shorter one. A step of more
 * than a week is even, so that judging can take half of it.
 */
export function learningStepDays(lengthDays: number): number {
  const step = Math.min(LONGEST_STEP_DAYS, Math.max(1, Math.round(lengthDays / ROWS_A_LEARNER)));
  return step > LONGEST_JUDGING_STEP_DAYS ? 2 * Math.ceil(step / 2) : step;
}

/** Days between two looks at a course that judges a model. */
export function judgingStepDays(lengthDays: number): number {
  const step = learningStepDays(lengthDays);
  return step > LONGEST_JUDGING_STEP_DAYS ? step / 2 : step;
}

/** Every `stepDays` of a course, before its end. */
const scanDays = (lengthDays: number, stepDays: number): number[] =>
  Array.from({ length: Math.ceil(lengthDays / stepDays) - 1 }, (_, nth) => (nth + 1) * stepDays);

/** The days of a course with rows for learning. */
export const learningDays = (lengthDays: number): number[] =>
  scanDays(lengthDays, learningStepDays(lengthDays));

/** The days of a course on which models are judged. */
export const judgingDays = (lengthDays: number): number[] =>
  scanDays(lengthDays, judgingStepDays(lengthDays));

/** A row of a scan: its day, and the length of its course. */
export interface ScanDay {
  readonly day: number;
  readonly lengthDays: number;
}

/** Where a cohort stands: all its rows are of one course at one moment. A course whose progress is unknown counts as long. */
export function scanDayOf({
  columns,
  values,
}: {
  readonly columns: readonly string[];
  readonly values: Float64Array;
}): ScanDay {
  const day = values[columns.indexOf('course_day')] ?? 0;
  const lengthDays = Math.round(day / (values[columns.indexOf('course_progress')] ?? 0));
  return { day, lengthDays: lengthDays > 0 ? lengthDays : Number.POSITIVE_INFINITY };
}

/** The first day of a course with rows for learning. Before it, activity separates learners only roughly: no alerts. */
export const firstLearningDay = learningStepDays;

/**
 * The first day on which a course has risks: by its length, and not before the earliest day that the model has learnt from,
 * which may be that of shorter or of longer courses.
 */
export const firstRiskDay = (
  { firstDay }: { readonly firstDay: number },
  { lengthDays }: { readonly lengthDays: number },
): number => Math.max(firstDay, firstLearningDay(lengthDays));

/** Whether a row may raise an alert, and whether calibration and threshold are chosen on it. */
export const isFromLearningDays = ({ day, lengthDays }: ScanDay): boolean =>
  day >= firstLearningDay(lengthDays);

/** Whether a table of figures by day has a line for the day: every second one with rows for learning. */
export const isTableDay = ({ day, lengthDays }: ScanDay): boolean =>
  day > 0 && day % (2 * learningStepDays(lengthDays)) === 0;

/** Whether pooled figures count the row: far enough from a learner's other rows, and early enough to act. */
export const isPooled = (row: ScanDay): boolean =>
  isTableDay(row) && row.day <= LAST_POOLED_STEP * learningStepDays(row.lengthDays);
