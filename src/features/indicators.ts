import { type Indicator, percentileOf } from './indicator.ts';
import { activeDaysBeforeStart } from './indicators/active-days-before-start.ts';
import { activeDaysLast7d } from './indicators/active-days-last-7d.ts';
import { activeDaysLast14d } from './indicators/active-days-last-14d.ts';
import { activeDaysLast28d } from './indicators/active-days-last-28d.ts';
import { activeDaysSinceStart } from './indicators/active-days-since-start.ts';
import { activeDaysTotal } from './indicators/active-days-total.ts';
import { activeDaysTrend2w } from './indicators/active-days-trend-2w.ts';
import { activeWeeksLast4 } from './indicators/active-weeks-last-4.ts';
import { assessmentsAheadSubmitted } from './indicators/assessments-ahead-submitted.ts';
import { assessmentsDue } from './indicators/assessments-due.ts';
import { assessmentsLate } from './indicators/assessments-late.ts';
import { assessmentsMissed } from './indicators/assessments-missed.ts';
import { assessmentsSubmitted } from './indicators/assessments-submitted.ts';
import { clicksBeforeStart } from './indicators/clicks-before-start.ts';
import { clicksCollaborationLast28d } from './indicators/clicks-collaboration-last-28d.ts';
import { clicksForumLast28d } from './indicators/clicks-forum-last-28d.ts';
import { clicksForumTotal } from './indicators/clicks-forum-total.ts';
import { clicksLast7d } from './indicators/clicks-last-7d.ts';
import { clicksLast14d } from './indicators/clicks-last-14d.ts';
import { clicksLast28d } from './indicators/clicks-last-28d.ts';
import { clicksMaterialLast28d } from './indicators/clicks-material-last-28d.ts';
import { clicksMaterialTotal } from './indicators/clicks-material-total.ts';
import { clicksNavigationLast28d } from './indicators/clicks-navigation-last-28d.ts';
import { clicksPerActiveDay } from './indicators/clicks-per-active-day.ts';
import { clicksPrior14d } from './indicators/clicks-prior-14d.ts';
import { clicksQuizLast28d } from './indicators/clicks-quiz-last-28d.ts';
import { clicksQuizTotal } from './indicators/clicks-quiz-total.ts';
import { clicksReferenceLast28d } from './indicators/clicks-reference-last-28d.ts';
import { clicksTotal } from './indicators/clicks-total.ts';
import { clicksTrend1w } from './indicators/clicks-trend-1w.ts';
import { clicksTrend2w } from './indicators/clicks-trend-2w.ts';
import { clicksTrend4w } from './indicators/clicks-trend-4w.ts';
import { clicksVariation } from './indicators/clicks-variation.ts';
import { contentKindsLast28d } from './indicators/content-kinds-last-28d.ts';
import { courseDay } from './indicators/course-day.ts';
import { courseProgress } from './indicators/course-progress.ts';
import { credits } from './indicators/credits.ts';
import { currentStreakDays } from './indicators/current-streak-days.ts';
import { daysSinceLastActivity } from './indicators/days-since-last-activity.ts';
import { daysSinceLastDeadline } from './indicators/days-since-last-deadline.ts';
import { daysSinceLastSubmission } from './indicators/days-since-last-submission.ts';
import { daysSinceRegistration } from './indicators/days-since-registration.ts';
import { daysToNextDeadline } from './indicators/days-to-next-deadline.ts';
import { gapAgainstUsual } from './indicators/gap-against-usual.ts';
import { hourEntropy } from './indicators/hour-entropy.ts';
import { lastDueMissed } from './indicators/last-due-missed.ts';
import { lastLeadDays } from './indicators/last-lead-days.ts';
import { lastScore } from './indicators/last-score.ts';
import { longestGapDays } from './indicators/longest-gap-days.ts';
import { longestStreakDays } from './indicators/longest-streak-days.ts';
import { lowestScore } from './indicators/lowest-score.ts';
import { meanGapDays } from './indicators/mean-gap-days.ts';
import { meanScore } from './indicators/mean-score.ts';
import { missedShare } from './indicators/missed-share.ts';
import { newObjectsLast7d } from './indicators/new-objects-last-7d.ts';
import { newObjectsLast28d } from './indicators/new-objects-last-28d.ts';
import { objectsPerActiveDay } from './indicators/objects-per-active-day.ts';
import { objectsTotal } from './indicators/objects-total.ts';
import { previousAttempts } from './indicators/previous-attempts.ts';
import { registeredBeforeStartDays } from './indicators/registered-before-start-days.ts';
import { scoreTrend } from './indicators/score-trend.ts';
import { startMonth } from './indicators/start-month.ts';
import { submissionLeadDays } from './indicators/submission-lead-days.ts';
import { weekdayEntropy } from './indicators/weekday-entropy.ts';
import { weightDecidedShare } from './indicators/weight-decided-share.ts';
import { weightMissedShare } from './indicators/weight-missed-share.ts';
import { weightedScoreSoFar } from './indicators/weighted-score-so-far.ts';

/** Every indicator, in the order of its columns: volume, rhythm, trend, breadth, assessments, background. */
export const INDICATORS: readonly Indicator[] = [
  clicksTotal,
  clicksLast7d,
  clicksLast14d,
  clicksLast28d,
  clicksPrior14d,
  clicksPerActiveDay,
  activeDaysTotal,
  activeDaysSinceStart,
  activeDaysLast7d,
  activeDaysLast14d,
  activeDaysLast28d,
  daysSinceLastActivity,
  currentStreakDays,
  longestStreakDays,
  longestGapDays,
  meanGapDays,
  gapAgainstUsual,
  weekdayEntropy,
  hourEntropy,
  clicksVariation,
  activeWeeksLast4,
  clicksTrend1w,
  clicksTrend2w,
  clicksTrend4w,
  activeDaysTrend2w,
  objectsTotal,
  newObjectsLast7d,
  newObjectsLast28d,
  objectsPerActiveDay,
  contentKindsLast28d,
  clicksForumLast28d,
  clicksQuizLast28d,
  clicksMaterialLast28d,
  clicksNavigationLast28d,
  clicksReferenceLast28d,
  clicksCollaborationLast28d,
  clicksForumTotal,
  clicksQuizTotal,
  clicksMaterialTotal,
  clicksBeforeStart,
  activeDaysBeforeStart,
  courseDay,
  courseProgress,
  startMonth,
  daysSinceRegistration,
  registeredBeforeStartDays,
  daysToNextDeadline,
  daysSinceLastDeadline,
  assessmentsDue,
  assessmentsSubmitted,
  assessmentsMissed,
  missedShare,
  lastDueMissed,
  assessmentsAheadSubmitted,
  assessmentsLate,
  submissionLeadDays,
  lastLeadDays,
  daysSinceLastSubmission,
  meanScore,
  lastScore,
  lowestScore,
  scoreTrend,
  weightedScoreSoFar,
  weightMissedShare,
  weightDecidedShare,
  previousAttempts,
  credits,
];

/** The columns of the answer of features/sql/indicators.sql, in order: each indicator, then each percentile. */
export const COLUMNS: readonly string[] = [
  ...INDICATORS.map((indicator) => indicator.name),
  ...INDICATORS.filter((indicator) => indicator.relative).map((indicator) => percentileOf(indicator.name)),
];
