import { userInfo } from 'node:os';
import { readConfig } from '../../config.ts';
import { cycleMomentOn } from '../../domain/cycle-moment.ts';
import { dateOf, moment } from '../../domain/moment.ts';
import type { PresentationId } from '../../domain/presentation.ts';
import { NotFoundError } from '../../errors.ts';
import { demographicsOf } from '../../model/registry/demographics.ts';
import { keepDriftReport } from '../../model/registry/drift-history.ts';
import { checkDrift } from '../../model/registry/drift-report.ts';
import { type Judgement, judgeCandidate } from '../../model/registry/judge-candidate.ts';
import {
  addModel,
  championOf,
  keepCandidate,
  type ListedModel,
  listedModels,
  promoteModel,
  registeredModel,
  retireModel,
} from '../../model/registry/registry.ts';
import { DROPOUT } from '../../model/targets/dropout.ts';
import { openStores, type Stores } from '../../runtime.ts';
import { allPresentations } from '../../store/presentations.ts';
import { dayOf } from '../day.ts';
import { numberOf } from '../number.ts';
import { readModel } from './model-file.ts';

interface Answering {
  json?: boolean;
}

/** `rekindle models list` */
export const listModels = (options: Answering): Promise<void> =>
  withStores(async ({ state }) => {
    const models = await listedModels(state);
    answer(options, { models: models.map(summaryOf) }, models.map(inWords).join('') || 'No model yet.\n');
  });

/** `rekindle models add <file>` */
export const addModelCommand = (path: string, options: Answering): Promise<void> =>
  withStores(async ({ state }) => {
    const model = readModel(path);
    await addModel(state, model, { ...decidedNow(), reason: `Added from ${path}.` });
    const { status } = await registeredModel(state, model.id);
    answer(
      options,
      { modelId: model.id, status },
      `Model ${model.id} of ${model.target} is there as ${status}.\n`,
    );
  });

interface PromoteOptions extends Answering {
  because?: string;
  seed: string;
}

/** `rekindle models promote <id>`: judges the model against the champion, unless the options give a reason not to. */
export const promoteModelCommand = (id: string, options: PromoteOptions): Promise<void> =>
  withStores(async (stores) => {
    const { state } = stores;
    const { model } = await registeredModel(state, id);
    if (options.because !== undefined) {
      await promoteModel(state, id, { ...decidedNow(), reason: options.because });
      return answer(options, { modelId: id, promoted: true }, `Model ${id} is the champion.\n`);
    }
    const champion = await championOf(state, model.target);
    const judgement = await judgeCandidate(
      {
        eventLog: stores.eventLog,
        demographicsOf: (ids) => demographicsOf(state, ids),
        presentations: await allPresentations(state),
        fairness: readConfig(process.env).models.fairness,
        seed: numberOf('--seed', options.seed, 0, 2 ** 32 - 1),
        now: moment(Date.now()),
      },
      champion?.model ?? null,
      model,
    );
    const decided = { ...decidedNow(), reason: judgement.reason, gates: judgement.gates };
    await (judgement.promoted ? promoteModel(state, id, decided) : keepCandidate(state, id, decided));
    answer(options, { modelId: id, ...judgement }, judgementInWords(id, judgement));
  });

/** `rekindle models retire <id>` */
export const retireModelCommand = (id: string, options: Answering & { because: string }): Promise<void> =>
  withStores(async ({ state }) => {
    await retireModel(state, id, { ...decidedNow(), reason: options.because });
    answer(options, { modelId: id }, `Model ${id} is retired.\n`);
  });

/** `rekindle models check`: does what the scheduler does every night, except the training. */
export const checkModelCommand = (options: Answering & { asOf?: string }): Promise<void> =>
  withStores(async ({ state, eventLog }) => {
    const champion = await championOf(state, DROPOUT);
    if (champion === null) throw new NotFoundError(`There is no champion of ${DROPOUT}.`);
    const check = {
      demographicsOf: (ids: readonly PresentationId[]) => demographicsOf(state, ids),
      eventLog,
      presentations: await allPresentations(state),
      settings: readConfig(process.env).models,
      seed: 1,
      now:
        options.asOf === undefined ? moment(Date.now()) : cycleMomentOn(null, dayOf('--as-of', options.asOf)),
    };
    const report = await checkDrift(check, champion.model);
    await keepDriftReport(state, report);
    const leftOut = (report.leftOut ?? []).map((text) => `Left out: ${text}.\n`).join('');
    answer(options, report, `${leftOut}${report.alerts.join('\n') || 'Nothing to look at.'}\n`);
  });

async function withStores(work: (stores: Stores) => Promise<void>): Promise<void> {
  const stores = await openStores(readConfig(process.env), 'models');
  try {
    await work(stores);
  } finally {
    await stores.close();
  }
}

const decidedNow = () => ({ by: userInfo().username, at: moment(Date.now()), gates: [] });

const answer = (options: Answering, document: unknown, words: string): void => {
  process.stdout.write(options.json ? `${JSON.stringify(document)}\n` : words);
};

const summaryOf = ({ id, target, status, addedAt, about, decisions }: ListedModel) => ({
  id,
  target,
  status,
  addedAt: dateOf(addedAt),
  ...about,
  decisions: decisions.map((decision) => ({ ...decision, at: dateOf(decision.at) })),
});

function inWords({ id, target, status, about, decisions: [last] }: ListedModel): string {
  const what = 'problem' in about ? 'cannot be read by this release' : about.estimator;
  const why =
    last === undefined ? '' : `; ${last.decision} on ${dateOf(last.at)} by ${last.by}: ${last.reason}`;
  return `${id}  ${target}  ${status}  ${what}${why}\n`;
}

const judgementInWords = (id: string, { promoted, reason, gates, judgedOn }: Judgement): string =>
  [
    `Judged on ${judgedOn.join(', ')}.`,
    ...gates.map((gate) => `${gate.passed ? 'passed' : 'failed'}  ${gate.gate}: ${gate.finding}`),
    promoted ? `Model ${id} is the champion.` : `Model ${id} stays a candidate: ${reason}`,
    '',
  ].join('\n');
