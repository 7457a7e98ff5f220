import { toIso } from '../domain/moment.ts';
import {
  idOf,
  type RegisteredModel,
  registeredModels,
  type UnreadableModel,
} from '../model/registry/registry.ts';
import type { State } from '../store/state.ts';
import type { ModelsView } from './models-view.ts';

/** The registry, and which of its models scores. */
export const modelsView = async (state: State, serving: string): Promise<ModelsView> => ({
  serving,
  models: (await registeredModels(state)).map(viewOf),
});

function viewOf(one: RegisteredModel | UnreadableModel): ModelsView['models'][number] {
  const model = 'model' in one ? one.model : null;
  const evaluation = model?.metrics.evaluation;
  const judged =
    evaluation === undefined ? null : evaluation.kind === 'enrolments' ? evaluation.overall : evaluation;
  return {
    id: idOf(one),
    target: 'model' in one ? one.model.target : one.target,
    status: one.status,
    addedAt: toIso(one.addedAt),
    estimator: model?.estimator.estimator ?? null,
    trainedOn: model && {
      parts: model.trainedOn.parts,
      rows: model.trainedOn.rows,
      from: model.trainedOn.from,
      to: model.trainedOn.to,
    },
    judgedOn: model?.metrics.evaluatedOn.parts ?? [],
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
