import { type Moment, toIso } from '../domain/moment.ts';
import { isLearntLater, learntUntil } from '../model/model-file.ts';
import { type ListedModel, listedModels, type ModelSummary } from '../model/registry/registry.ts';
import type { State } from '../store/state.ts';
import type { ModelsView } from './models-view.ts';

/** The registry as seen from a day, and which of its models scores. */
export const modelsView = async (state: State, serving: string, asOf: Moment): Promise<ModelsView> => ({
  serving,
  models: (await listedModels(state)).map((one) => viewOf(one, asOf)),
});

function viewOf(one: ListedModel, asOf: Moment): ModelsView['models'][number] {
  const summary = 'problem' in one.about ? null : one.about;
  const evaluation = summary?.metrics.evaluation;
  const judged =
    evaluation === undefined ? null : evaluation.kind === 'enrolments' ? evaluation.overall : evaluation;
  return {
    id: one.id,
    target: one.target,
    status: one.status,
    addedAt: toIso(one.addedAt),
    estimator: summary?.estimator ?? null,
    trainedOn: summary && {
      parts: summary.trainedOn.parts,
      rows: summary.trainedOn.rows,
      from: summary.trainedOn.from,
      to: summary.trainedOn.to,
    },
    learntUntil: summary && learntUntil(summary),
    isFromLater: summary !== null && isLearntLater(learntUntil(summary), asOf),
    judgedModel: judgedModelOf(summary),
    judgedOn: summary?.metrics.evaluatedOn.parts ?? [],
    auc: judged?.auc ?? null,
    brier: judged?.brier ?? null,
    calibrationError: judged?.ece ?? null,
    alertPrecision: evaluation?.kind === 'enrolments' ? evaluation.alerts.precision : null,
    decisions: one.decisions.map(({ decision, at, by, reason, gates }) => ({
      decision,
      at: toIso(at),
      by,
      reason,
      gates: [...gates],
    })),
  };
}

function judgedModelOf(summary: ModelSummary | null): ModelsView['models'][number]['judgedModel'] {
  const judged = summary?.metrics.judgedModel;
  return judged === undefined
    ? null
    : { id: judged.id, learntFrom: judged.trainedOn.parts, learntUntil: learntUntil(judged) };
}
