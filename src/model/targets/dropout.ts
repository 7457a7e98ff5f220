import { enrolmentKey, type Outcome, RESULTS } from '../../domain/enrolment.ts';
import { learnerId } from '../../domain/learner.ts';
import { type Moment, moment } from '../../domain/moment.ts';
import { type PresentationId, presentationId } from '../../domain/presentation.ts';
import type { EventLog } from '../../store/event-log.ts';
import { IS_LIFE, LIFE_TIMES, lifeAsOf } from '../../store/event-sql.ts';
import { readStatement, sqlOf } from '../../store/statement.ts';
import type { EnrolmentTarget } from './enrolment-target.ts';

/**
 * Target `dropout`: for an enrolment that is still registered at a moment, will it end withdrawn or failed?
 *
 * How the enrolment stands in the end decides (see `lifeOf`): finished by the last recorded final result (fail is a
 * dropout, pass and distinction are not), withdrawn is a dropout. While the learner is registered, or has finished
 * without a known result, the outcome is unknown, and the enrolment is used neither for training nor for evaluation.
 */
export const DROPOUT = 'dropout';

/** How an enrolment ended, as later events show. */
export interface Ending {
  readonly outcome: Outcome;
  /** When the learner withdrew for good; null where the course was finished. */
  readonly withdrewAt: Moment | null;
}

/** 1 where the enrolment ended withdrawn or failed. */
export const dropoutLabel = ({ outcome }: Pick<Ending, 'outcome'>): 0 | 1 =>
  outcome === 'withdrew' || outcome === 'fail' ? 1 : 0;

/**
 * Cautious trees next to a linear model: leaves hold many rows and a tree sees only a few columns, so that what the trees
 * find in one season carries over to the next (docs/decisions/0012-what-carries-over.md).
 */
const TREES = {
  rounds: 300,
  learningRate: 0.05,
  maxLeaves: 12,
  maxDepth: 4,
  minHessian: 60,
  rowShare: 0.8,
  columnShare: 0.25,
};

/**
 * While work is due soon, a coach can still do something, so a lower probability is enough for an alert
 * (docs/decisions/0016-alerts-ahead-of-deadlines.md).
 */
const ALERT_EASE = [
  { withinDays: 21, logOdds: 1.5 },
  { withinDays: 3, logOdds: 0.5 },
];

export const dropout: EnrolmentTarget = {
  name: DROPOUT,
  label: dropoutLabel,
  alertEase: ALERT_EASE,
  estimator: {
    name: 'blend',
    params: {
      members: [
        { estimator: 'logistic_regression', weight: 1 },
        { estimator: 'gradient_boosting', weight: 1, params: TREES },
        { estimator: 'gradient_boosting', weight: 1, params: TREES },
      ],
    },
  },
};

/** All that is known counts for an ending. */
const END_OF_TIME = '9223372036854775807';

const ENDINGS = readStatement(import.meta.dirname, 'endings');

/** The endings of these presentations' enrolments, by enrolment key; enrolments without an ending are left out. */
export async function endingsOf(
  eventLog: EventLog,
  presentationIds: readonly PresentationId[],
): Promise<Map<string, Ending>> {
  const rows = await eventLog.rows<{
    presentation_id: string;
    learner_id: string;
    outcome: Outcome;
    since_ms: string;
  }>(
    sqlOf(ENDINGS, eventLog, {
      'is life': IS_LIFE,
      'life times': LIFE_TIMES,
      life: lifeAsOf(END_OF_TIME),
    }),
    { presentations: presentationIds, results: RESULTS },
  );
  return new Map(
    rows.map((row) => [
      enrolmentKey({
        presentationId: presentationId(row.presentation_id),
        learnerId: learnerId(row.learner_id),
      }),
      {
        outcome: row.outcome,
        withdrewAt: row.outcome === 'withdrew' ? moment(Number(row.since_ms)) : null,
      },
    ]),
  );
}
