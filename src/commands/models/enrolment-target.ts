import { writeFileSync } from 'node:fs';
import { type Config, readConfig } from '../../config.ts';
import { moment } from '../../domain/moment.ts';
import { InputError } from '../../errors.ts';
import { evaluate as evaluateRows } from '../../model/judge/evaluation.ts';
import { intervalCoverage } from '../../model/judge/interval-coverage.ts';
import { judgedRows, unseenPresentations } from '../../model/judge/judged-rows.ts';
import { type Trained, trainEnrolments } from '../../model/learn/train.ts';
import { leftOutText } from '../../model/learn/usable-presentations.ts';
import { judgedByEnrolments, type Model, serialiseModelFile } from '../../model/model-file.ts';
import { decisionsMade } from '../../model/registry/decisions-made.ts';
import { weightsIfLeftAlone } from '../../model/registry/weights-if-left-alone.ts';
import { riskIntervalOf } from '../../model/risk-interval.ts';
import type { EnrolmentTarget } from '../../model/targets/enrolment-target.ts';
import { allPresentations } from '../../store/presentations.ts';
import { numberOf } from '../number.ts';
import { openProgress } from '../progress.ts';
import { openData } from './data.ts';
import { enrolmentFigures } from './enrolment-figures.ts';
import { readModel } from './model-file.ts';
import type { EvaluateOptions, Target, TrainOptions } from './target.ts';

/** A target of enrolments: learnt from past presentations, judged on unseen presentations that are over. */
export const enrolmentTarget = (target: EnrolmentTarget): Target => ({
  train: (config, options) => trainOnEnrolments(target, config, options),
  evaluate: (options) => evaluateEnrolments(target.name, options),
  unseenRows: null,
  writesReports: false,
});

async function trainOnEnrolments(
  target: EnrolmentTarget,
  config: Config,
  options: TrainOptions,
): Promise<void> {
  const precisionGoal = numberOf('--precision', options.precision, 0, 1);
  const seed = numberOf('--seed', options.seed, 0, 2 ** 32 - 1);
  const { progress, close } = openProgress(process.stderr, Date.now);
  const data = await openData(config, 'train', options.data, progress);
  try {
    const trained = await trainEnrolments({
      target,
      eventLog: data.stores.eventLog,
      presentations: await allPresentations(data.stores.state),
      until: options.until ?? null,
      estimator: options.estimator ?? null,
      seed,
      precisionGoal,
      leftAlone: weightsIfLeftAlone(await decisionsMade(data.stores.state)),
      now: moment(Date.now()),
      progress,
    });
    writeFileSync(options.out, serialiseModelFile(trained.model));
    if (options.judged !== undefined) writeFileSync(options.judged, serialiseModelFile(trained.judged));
    close();
    process.stdout.write(
      options.json ? `${JSON.stringify(summaryOf(trained, options.out))}\n` : inWords(trained, options.out),
    );
  } finally {
    close();
    await data.close();
  }
}

const summaryOf = ({ model, leftOut }: Trained, out: string) => ({
  file: out,
  modelId: model.id,
  target: model.target,
  alertThreshold: model.alertThreshold,
  leftOut,
  trainedOn: model.trainedOn,
  metrics: model.metrics,
});

function inWords({ model, leftOut }: Trained, out: string): string {
  const { judgedModel, newLearners } = model.metrics;
  return [
    `Model ${model.id} in ${out}`,
    ...leftOut.map((one) => `Left out: ${leftOutText(one)}.`),
    `Learnt from ${model.trainedOn.parts.join(', ')}; judged ${judges(model)}.`,
    ...(judgedModel === undefined
      ? []
      : [
          `What it learnt from was not all over when these began, so model ${judgedModel.id} was judged, which has learnt from ${judgedModel.trainedOn.parts.join(', ')} in the same way.`,
        ]),
    enrolmentFigures(judgedByEnrolments(model)),
    ...(newLearners === undefined ? [] : ['Learners not met before:', enrolmentFigures(newLearners)]),
    '',
  ].join('\n');
}

/** On what a model was judged: on later presentations or, where none could judge, on those it has learnt from. */
function judges({ trainedOn, metrics: { evaluatedOn } }: Model): string {
  const isRehearsal = evaluatedOn.parts.every((part) => trainedOn.parts.includes(part));
  return isRehearsal
    ? 'on the same, each course or season by what was learnt from the others, because nothing else began when they were over'
    : `on ${evaluatedOn.parts.join(', ')}, from ${evaluatedOn.from} on`;
}

/** Judges by the presentations in the data that are over and that the model has not learnt from. */
async function evaluateEnrolments(target: string, options: EvaluateOptions): Promise<void> {
  const seed = numberOf('--seed', options.seed, 0, 2 ** 32 - 1);
  const model = readModel(options.model);
  if (model.target !== target)
    throw new InputError(`${options.model} predicts ${model.target}, not ${target}.`);
  const { progress, close } = openProgress(process.stderr, Date.now);
  const data = await openData(readConfig(process.env), 'evaluate', options.data, progress);
  try {
    const presentations = unseenPresentations(
      [model],
      await allPresentations(data.stores.state),
      moment(Date.now()),
    );
    progress('judging', 0, presentations.length);
    let done = 0;
    const { rows, history } = await judgedRows(data.stores.eventLog, [model], presentations, () => {
      done += 1;
      progress('judging', done, presentations.length);
    });
    const { interval, alertThreshold } = model;
    const evaluation = evaluateRows(rows[0], { alertThreshold, seed });
    const coverage = interval && intervalCoverage(rows[0], (risk) => riskIntervalOf(interval, risk));
    close();
    process.stdout.write(
      options.json
        ? `${JSON.stringify({ modelId: model.id, target, evaluatedOn: history, ...evaluation, intervalCoverage: coverage })}\n`
        : `Model ${model.id} on ${history.parts.join(', ')}\n${enrolmentFigures(evaluation)}\n`,
    );
  } finally {
    close();
    await data.close();
  }
}
