import { toIso } from '../domain/moment.ts';
import { type ListedModel, listedModels } from '../model/registry/registry.ts';
import type { State } from '../store/state.ts';
import type { ModelsView } from './models-view.ts';

/** The registry, and which of its models scores. */
export const modelsView = async (state: State, serving: string): Promise<ModelsView> => ({
  serving,
  models: (await listedModels(state)).map(viewOf),
});

function viewOf(one: ListedModel): ModelsView['models'][number] {
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
