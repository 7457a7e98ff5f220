import { comingDeadline } from './rules/coming-deadline.ts';
import { fallingActivity } from './rules/falling-activity.ts';
import { inactivity } from './rules/inactivity.ts';
import { missedAssessment } from './rules/missed-assessment.ts';
import { neverStarted } from './rules/never-started.ts';
import { risk } from './rules/risk.ts';

/** All rules. Among candidates of the same priority, the one whose rule comes first here comes first. */
export const RULES = [
  risk,
  comingDeadline,
  missedAssessment,
  neverStarted,
  inactivity,
  fallingActivity,
] as const;
