import { dateOf, moment } from '../../domain/moment.ts';
import { endOf, type Presentation } from '../../domain/presentation.ts';
import { InputError } from '../../errors.ts';
import { evaluate } from '../judge/evaluation.ts';
import { intervalCoverage } from '../judge/interval-coverage.ts';
import { daysToJudge, judgedRows } from '../judge/judged-rows.ts';
import { createModel, type Model } from '../model-file.ts';
import { riskIntervalOf } from '../risk-interval.ts';
import { type Learning, type RehearsedModel, rehearsedModel } from './rehearsed-model.ts';
import { bySeason, isLearnable, overBeforeLater, type Seasons, seasonsOf } from './seasons.ts';
import {
  type LeftOut,
  leftOutText,
  type UsablePresentations,
  usablePresentations,
} from './usable-presentations.ts';

export interface Training extends Learning {
  /** Training uses only those that are over by `now`: while a presentation runs, only its withdrawals are known. */
  readonly presentations: readonly Presentation[];
  /** Last presentation code (for example `2013J`) or date to learn from; later ones judge the model. */
  readonly until: string | null;
}

export interface Trained {
  /** The model that has learnt from all past seasons. Its metrics are those of `judged`. */
  readonly model: Model;
  /**
   * The model that later presentations judged. It has learnt only from what was over when they began; where all of the past
   * was over by then, it is `model`.
   */
  readonly judged: Model;
  /** The presentations that are over and could not be used. */
  readonly leftOut: readonly LeftOut[];
}

/**
 * Trains a model of a target of enrolments, and judges it on presentations that began after everything it has learnt from
 * was over: a model that knows endings of June could not have served in the February before. Where a part of the past was
 * not over by then, a second model, trained in the same way on the rest, is judged in place of the first. Where that rest
 * is too little to learn from, the first is judged on the days from which on all its outcomes were known and, where there
 * are no such days, by the rehearsal (see rehearsedModel).
 *
 * @throws InputError where there are neither two seasons nor two courses to learn from
 */
export async function trainEnrolments(training: Training): Promise<Trained> {
  const over = training.presentations.filter((one) => endOf(one) <= training.now);
  const known = await usablePresentations(training.eventLog, over);
  const { past, later } = chosenSeasons(training, known);
  const whole = await rehearsedModel(training, past);
  const { leftOut } = known;
  if (later.length === 0) return { model: whole.model, judged: whole.model, leftOut };
  const before = overBeforeLater({ past, later });
  const judgesWhole = before.flat().length === past.flat().length || !isLearnable(before);
  const judged = await judgedOn(
    training,
    later,
    judgesWhole ? whole : await rehearsedModel(training, before),
  );
  if (judgesWhole) return { model: judged, judged, leftOut };
  const { metrics, trainedOn, id } = judged;
  const model = createModel({ ...whole.model, metrics: { ...metrics, judgedModel: { id, trainedOn } } });
  return { model, judged, leftOut };
}

/** The seasons to learn from, and presentations that can judge honestly; none where too little was over before them. */
function chosenSeasons(training: Training, { usable, leftOut, enrolmentsIn }: UsablePresentations): Seasons {
  try {
    const { until, now } = training;
    const seasons = seasonsOf(usable, until, now, enrolmentsIn);
    if (seasons.later.length === 0 || isLearnable(overBeforeLater(seasons)) || goesOnAfter(seasons))
      return seasons;
    return until === null
      ? { past: [...seasons.past, ...bySeason(seasons.later)], later: [] }
      : { ...seasons, later: [] };
  } catch (error) {
    if (!(error instanceof InputError) || leftOut.length === 0) throw error;
    throw new InputError(`${error.message} Left out: ${leftOut.map(leftOutText).join('; ')}.`);
  }
}

/** Whether a later presentation still has days to judge when all of the past is over. */
function goesOnAfter({ past, later }: Seasons): boolean {
  const over = past.flat().reduce((last, one) => Math.max(last, endOf(one)), 0);
  return later.some((one) => daysToJudge(one, dateOf(moment(over))).length > 0);
}

/** The model with its evaluation on later presentations, for all learners and for those that it had not met before. */
async function judgedOn(
  training: Training,
  later: readonly Presentation[],
  { model, learners }: RehearsedModel,
): Promise<Model> {
  let done = 0;
  const {
    rows: [rows],
    history,
  } = await judgedRows(training.eventLog, [model], later, () => {
    done += 1;
    training.progress('judging on later presentations', done, later.length);
  });
  const { alertThreshold, interval } = model;
  const options = { alertThreshold, seed: training.seed };
  return createModel({
    ...model,
    metrics: {
      evaluatedOn: history,
      evaluation: evaluate(rows, options),
      newLearners: evaluate(
        rows.filter(({ learnerId }) => !learners.has(learnerId)),
        options,
      ),
      ...(interval && {
        intervalCoverage: intervalCoverage(rows, (probability) => riskIntervalOf(interval, probability)),
      }),
    },
  });
}
