import { readConfig } from '../../config.ts';
import { moment } from '../../domain/moment.ts';
import { InputError } from '../../errors.ts';
import { evaluate as evaluateRows } from '../../model/judge/evaluation.ts';
import { intervalCoverage } from '../../model/judge/interval-coverage.ts';
import { judgedRows, unseenPresentations } from '../../model/judge/judged-rows.ts';
import { riskIntervalOf } from '../../model/risk-interval.ts';
import { ENGAGEMENT } from '../../model/targets/engagement.ts';
import { allPresentations } from '../../store/presentations.ts';
import { numberOf } from '../number.ts';
import { openProgress } from '../progress.ts';
import { evaluateContentCommand } from './content.ts';
import { openData } from './data.ts';
import { enrolmentFigures } from './enrolment-figures.ts';
import { readModel } from './model-file.ts';
import { evaluateNudgeCommand, NUDGE_TARGETS } from './nudges.ts';
import { checkTarget } from './target.ts';

interface EvaluateOptions {
  model: string;
  data?: string;
  seed: string;
  adjustPrior?: boolean;
  json?: boolean;
}

/** `rekindle evaluate`: how good a model file is on data it has not seen. */
export async function evaluate(target: string, options: EvaluateOptions): Promise<void> {
  checkTarget(target);
  if (target === ENGAGEMENT) return evaluateContentCommand(options);
  if (Object.hasOwn(NUDGE_TARGETS, target)) return evaluateNudgeCommand(target, options);
  return evaluateEnrolments(target, options);
}

/** By the presentations in the data that are over and that the model has not learnt from. */
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
