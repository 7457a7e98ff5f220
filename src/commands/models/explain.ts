import { type Config, readConfig } from '../../config.ts';
import { cycleMomentOn } from '../../domain/cycle-moment.ts';
import { plainPart } from '../../domain/joined-key.ts';
import { learnerId } from '../../domain/learner.ts';
import { type CalendarDate, moment, toIso } from '../../domain/moment.ts';
import { percent, signed } from '../../domain/phrase.ts';
import type { Reason } from '../../domain/risk.ts';
import { riskPhaseAt, whyNoRisks } from '../../domain/risk-phase.ts';
import { NotFoundError, UsageError } from '../../errors.ts';
import { cohortAt } from '../../explain/cohort.ts';
import { type Explanation, explainEnrolment } from '../../explain/explanation.ts';
import { permutationImportance } from '../../explain/permutation-importance.ts';
import { judgeModel } from '../../explain/report/judged-model.ts';
import { COLUMNS } from '../../features/indicators.ts';
import { indicatorsAt } from '../../features/indicators-at.ts';
import { unseenPresentations } from '../../model/judge/judged-rows.ts';
import { selectColumns } from '../../model/matrix.ts';
import type { Model } from '../../model/model-file.ts';
import { brokenCalibration } from '../../model/registry/drift-history.ts';
import { firstRiskDay } from '../../model/scan-days.ts';
import { scorerOf } from '../../model/score.ts';
import type { Stores } from '../../runtime.ts';
import { allPresentations } from '../../store/presentations.ts';
import { chosenPresentation } from '../cycles/chosen-presentation.ts';
import { dayOf } from '../day.ts';
import { numberOf } from '../number.ts';
import { openProgress, type Progress } from '../progress.ts';
import { openData } from './data.ts';
import { type Answer, contributionsInWords, importancesInWords, REPEATS } from './explain-answer.ts';
import { rowsAnswer } from './explain-rows.ts';
import { readModel } from './model-file.ts';

interface ExplainOptions {
  model?: string;
  data?: string;
  enrolment?: string;
  at?: string;
  row?: string;
  seed: string;
  json?: boolean;
}

/** Explains a model as a whole, or its answer for one enrolment or row. */
export async function explainCommand(options: ExplainOptions): Promise<void> {
  const asked = askedEnrolment(options);
  const seed = numberOf('--seed', options.seed, 0, 2 ** 32 - 1);
  const config = readConfig(process.env);
  const model = readModel(options.model ?? config.modelPath);
  const isOfRows = model.metrics.evaluation.kind === 'rows';
  checkAsked(model.target, isOfRows, options);
  const { progress, close } = openProgress(process.stderr, Date.now);
  try {
    const answer = isOfRows
      ? await rowsAnswer(model, { ...options, seed }, config, progress)
      : await withStores(config, options.data, progress, (stores) =>
          asked === null
            ? modelAnswer(stores, model, seed, progress)
            : enrolmentAnswer(stores, model, asked, config.reasons),
        );
    close();
    process.stdout.write(options.json ? `${JSON.stringify(answer.document)}\n` : answer.words);
  } finally {
    close();
  }
}

/** @throws UsageError where the model is of enrolments and a row is named, or the other way round */
function checkAsked(target: string, isOfRows: boolean, { enrolment, row }: ExplainOptions): void {
  if (isOfRows && enrolment !== undefined)
    throw new UsageError(`--enrolment is for models of enrolments; of ${target} name a row with --row`);
  if (!isOfRows && row !== undefined)
    throw new UsageError(`--row is for models of rows; of ${target} name an enrolment with --enrolment`);
}

async function withStores<Result>(
  config: Config,
  path: string | undefined,
  progress: Progress,
  use: (stores: Stores) => Promise<Result>,
): Promise<Result> {
  const data = await openData(config, 'explain', path, progress);
  try {
    return await use(data.stores);
  } finally {
    await data.close();
  }
}

interface AskedEnrolment {
  readonly presentation: string;
  readonly learner: string;
  readonly on: CalendarDate;
}

function askedEnrolment({ enrolment, at }: ExplainOptions): AskedEnrolment | null {
  if (enrolment === undefined) {
    if (at !== undefined) throw new UsageError('--at goes with --enrolment');
    return null;
  }
  if (at === undefined) throw new UsageError('--enrolment needs --at <date>');
  const slash = enrolment.indexOf('/');
  if (slash <= 0 || slash === enrolment.length - 1)
    throw new UsageError(
      `--enrolment must be <presentation>/<learner>, with %2F for a slash within the presentation, not ${enrolment}`,
    );
  return {
    presentation: plainPart(enrolment.slice(0, slash)),
    learner: plainPart(enrolment.slice(slash + 1)),
    on: dayOf('--at', at),
  };
}

async function enrolmentAnswer(
  stores: Stores,
  model: Model,
  { presentation: id, learner, on }: AskedEnrolment,
  reasonLimit: number,
): Promise<Answer> {
  const presentation = await chosenPresentation(stores.state, id);
  const at = cycleMomentOn(presentation, on);
  const scorer = scorerOf(model, COLUMNS);
  const none = whyNoRisks(presentation, riskPhaseAt(presentation, firstRiskDay(scorer, presentation), at));
  if (none !== null) throw new NotFoundError(none);
  const cohort = cohortAt(await indicatorsAt(stores.eventLog, [{ presentation, moments: [at] }]), at);
  const row = cohort.learnerIds.indexOf(learnerId(learner));
  if (row < 0) throw new NotFoundError(`${learner} is not registered in ${id} on ${on}.`);
  const explanation = explainEnrolment(
    scorer,
    cohort.matrix,
    row,
    reasonLimit,
    await brokenCalibration(stores.state, model.id, at),
  );
  const document = {
    modelId: model.id,
    presentationId: id,
    learnerId: learner,
    asOf: toIso(at),
    ...explanation,
  };
  return { document, words: enrolmentInWords(`${learner} in ${id} on ${on}`, explanation) };
}

function enrolmentInWords(name: string, explanation: Explanation): string {
  const { probability, reasons, favours, counterfactual, counterfactualWithheld } = explanation;
  const listed = (found: readonly Reason[]) =>
    found.map(({ contribution, sentence }) => `${signed(contribution, 3)}  ${sentence}`);
  return [
    `${name}: risk ${percent(probability)}.`,
    '',
    'Reasons, by topic (log-odds):',
    ...(reasons.length === 0 ? ['no single one stands out'] : listed(reasons)),
    ...(favours.length === 0 ? [] : ['', 'In their favour:', ...listed(favours)]),
    '',
    ...contributionsInWords(explanation, 'indicator'),
    '',
    counterfactual?.sentence ?? `No estimate of what would help. ${counterfactualWithheld}`,
    '',
  ].join('\n');
}

async function modelAnswer(stores: Stores, model: Model, seed: number, progress: Progress): Promise<Answer> {
  const presentations = await allPresentations(stores.state);
  const judges = unseenPresentations([model], presentations, moment(Date.now()));
  const { sample, judgedOn } = await judgeModel(stores.eventLog, model, judges, (done) =>
    progress('judging', done, judges.length),
  );
  const matrix = selectColumns(sample.matrix, model.indicators);
  const importances = permutationImportance(scorerOf(model, matrix.columns), matrix, sample.labels, {
    groups: sample.learners,
    strata: sample.strata,
    repeats: REPEATS,
    seed,
  });
  return {
    document: { modelId: model.id, judgedOn, rows: matrix.rows, repeats: REPEATS, importances },
    words: importancesInWords(model.id, judgedOn.parts, importances, 'an indicator'),
  };
}
