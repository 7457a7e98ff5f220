import { decideAll, standingsOf } from '../cycle/cycle.ts';
import { holdout } from '../decide/guards/holdout.ts';
import { type Standing, silentDays } from '../decide/standing.ts';
import { type Decision, type JudgedCandidate, PRIORITIES } from '../domain/decision.ts';
import { addDays, type Moment, toIso } from '../domain/moment.ts';
import type { Presentation } from '../domain/presentation.ts';
import type { Risk } from '../domain/risk.ts';
import { probabilitiesAt, riskPhaseIn } from '../explain/score.ts';
import { brokenCalibration } from '../model/registry/drift-history.ts';
import { type AttentionFilter, type ListedRow, matchingInOrder } from './attention-order.ts';
import type { Attention } from './attention-view.ts';
import { riskPhaseView } from './risk-phase-view.ts';
import type { Service } from './service.ts';

/** Learners who have been silent for longer rarely come back: on the sample most of them are gone in all but name. */
export const REACHABLE_DAYS = 28;

/** The enrolments that need attention, in the order asked for. */
export async function attentionAt(
  service: Service,
  presentation: Presentation,
  asOf: Moment,
  asked: AttentionFilter & { readonly limit: number; readonly offset: number },
): Promise<Attention> {
  const riskWithheld = await brokenCalibration(service.state, service.scorer.modelId, asOf);
  const all = await service.views.view(presentation.id, `attention ${asOf} ${riskWithheld ?? ''}`, () =>
    attentionRows(service, presentation, asOf),
  );
  const matching = matchingInOrder(all, asked, riskWithheld !== null);
  return {
    presentationId: presentation.id,
    asOf: toIso(asOf),
    risks: riskPhaseView(riskPhaseIn(service, presentation, asOf)),
    riskWithheld,
    total: matching.length,
    enrolments: matching.slice(asked.offset, asked.offset + asked.limit),
  };
}

async function attentionRows(
  service: Service,
  presentation: Presentation,
  asOf: Moment,
): Promise<ListedRow[]> {
  const weekBefore = addDays(asOf, -7);
  const before = (await probabilitiesAt(service, presentation, [weekBefore, asOf])).get(weekBefore);
  const standings = await standingsOf(service, presentation, asOf);
  const decisions = await decideAll(service, standings, asOf);
  const nudged = await lastNudges(service, presentation, asOf);
  return standings.flatMap((standing, index) =>
    standing.risk === null
      ? []
      : [rowOf(standing, standing.risk, decisions[index], before, nudged.get(standing.enrolment.learnerId))],
  );
}

function rowOf(
  standing: Standing,
  risk: Risk,
  decision: Decision,
  before: ReadonlyMap<string, number> | undefined,
  lastNudgedAt: Date | undefined,
): ListedRow {
  const then = before?.get(risk.learnerId);
  // Suggesting anything for a learner who is left alone on purpose would spoil the comparison.
  const candidates = decision.candidates.filter(({ verdicts }) =>
    verdicts.every((verdict) => verdict.allowed || verdict.guard !== holdout.name),
  );
  const best = candidates.find((candidate) => objectionTo(candidate) === null) ?? candidates[0];
  return {
    reachable: (silentDays(standing) ?? 0) <= REACHABLE_DAYS,
    urgency: best === undefined ? 0 : PRIORITIES.length - PRIORITIES.indexOf(best.priority),
    learnerId: risk.learnerId,
    probability: risk.probability,
    band: risk.band,
    changeIn7Days: then === undefined ? null : risk.probability - then,
    daysSinceLastActivity: standing.indicators.days_since_last_activity ?? null,
    reasons: topReasons(risk),
    suggestedAction:
      best === undefined
        ? null
        : {
            intervention: best.intervention,
            title: best.title,
            body: best.action,
            recipient: best.recipient,
            notNow: objectionTo(best),
          },
    lastNudgedAt: lastNudgedAt?.toISOString() ?? null,
    holdout: decision.holdout,
  };
}

/** Why the guards forbid it, in the first one's words; null where they allow it. */
const objectionTo = ({ verdicts }: JudgedCandidate): string | null =>
  verdicts.find((verdict) => !verdict.allowed)?.reason ?? null;

/** Two reasons, those that raise the risk first: the list is about learners who need help. */
const topReasons = (risk: Risk) =>
  [...risk.reasons].sort((a, b) => Number(b.contribution > 0) - Number(a.contribution > 0)).slice(0, 2);

async function lastNudges(
  { state }: Pick<Service, 'state'>,
  presentation: Presentation,
  asOf: Moment,
): Promise<Map<string, Date>> {
  const rows = await state
    .selectFrom('inbox_message')
    .select((row) => ['learner_id', row.fn.max('delivered_at').as('at')])
    .where('presentation_id', '=', presentation.id)
    .where('recipient', '=', 'learner')
    .where('delivered_at', '<=', new Date(asOf))
    .groupBy('learner_id')
    .execute();
  return new Map(rows.map((row) => [row.learner_id, row.at]));
}
