import type { EnrolmentTarget } from './enrolment-target.ts';

const DAY_OF_WARNING = 14;
const HORIZON_DAYS = 21;

/** Few learners leave in any three weeks, so the trees are small. */
const ESTIMATOR = {
  name: 'gradient_boosting',
  params: {
    rounds: 250,
    learningRate: 0.05,
    maxLeaves: 8,
    maxDepth: 4,
    minHessian: 30,
    rowShare: 0.8,
    columnShare: 0.25,
  },
};

/**
 * Target `withdrawal`: will the learner leave within the next 21 days? One row for each scan that the enrolment survived
 * makes it a hazard in discrete time (Singer and Willett 1993, "It's about time", Journal of Educational Statistics 18):
 * learners who left before have no more rows, and learners who stay to the end count as not leaving in every row.
 */
export const withdrawal: EnrolmentTarget = {
  name: 'withdrawal',
  label: ({ leadDays }) => (leadDays !== null && leadDays <= HORIZON_DAYS ? 1 : 0),
  estimator: ESTIMATOR,
};

/** Target `withdrawal_ahead`: will the learner leave 14 to 21 days from now? Sooner is too late to act on, and counts as no. */
export const withdrawalAhead: EnrolmentTarget = {
  name: 'withdrawal_ahead',
  label: ({ leadDays }) =>
    leadDays !== null && leadDays >= DAY_OF_WARNING && leadDays <= HORIZON_DAYS ? 1 : 0,
  estimator: ESTIMATOR,
};
