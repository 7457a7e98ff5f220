import type { LearnerId } from '../domain/learner.ts';
import { type Moment, toIso } from '../domain/moment.ts';
import type { Presentation } from '../domain/presentation.ts';
import type { Risk } from '../domain/risk.ts';
import { cohortAt } from '../explain/cohort.ts';
import { type Outlook, outlookOf } from '../explain/counterfactual.ts';
import { indicatorsBehind, risksAt } from '../explain/score.ts';
import { brokenCalibration } from '../model/registry/drift-history.ts';
import type { RiskView } from './risk-view.ts';
import type { Service } from './service.ts';

/** The risk of an enrolment, with its reasons and what would lower it; null where the learner is not registered then. */
export async function riskOf(
  service: Service,
  presentation: Presentation,
  learner: string,
  asOf: Moment,
): Promise<RiskView | null> {
  const risk = (await risksByLearner(service, presentation, asOf)).get(learner);
  return risk === undefined ? null : riskView(service, presentation, risk);
}

const riskView = async (service: Service, presentation: Presentation, risk: Risk): Promise<RiskView> => ({
  ...risk,
  interval: service.scorer.interval?.(risk.probability),
  asOf: toIso(risk.asOf),
  reasons: [...risk.reasons],
  favours: [...risk.favours],
  ...(await outlookAt(service, presentation, risk.learnerId, risk.asOf)),
});

const risksByLearner = (service: Service, presentation: Presentation, asOf: Moment) =>
  service.views.view(presentation.id, `risks ${asOf}`, async () => {
    const risks = await risksAt(service, presentation, asOf);
    return new Map<string, Risk>(risks.map((risk) => [risk.learnerId, risk]));
  });

async function outlookAt(
  service: Service,
  presentation: Presentation,
  learnerId: LearnerId,
  asOf: Moment,
): Promise<Outlook> {
  const cohort = cohortAt(await indicatorsBehind(service, presentation, [asOf]), asOf);
  const riskWithheld = await brokenCalibration(service.state, service.scorer.modelId, asOf);
  const row = cohort.learnerIds.indexOf(learnerId);
  // An event may have ended the enrolment since the risk was computed.
  if (row < 0)
    return { counterfactual: null, counterfactualWithheld: 'The learner is no longer registered.' };
  return outlookOf(service.scorer, cohort.matrix, row, riskWithheld);
}
