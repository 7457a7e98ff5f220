import { decideAll, standingsOf } from '../cycle/cycle.ts';
import { holdout } from '../decide/guards/holdout.ts';
import { type Standing, silentDays } from '../decide/standing.ts';
import { type Decision, type JudgedCandidate, PRIORITIES } from '../domain/decision.ts';
import { addDays, type Moment, moment, toIso } from '../domain/moment.ts';
import { dayAt, type Presentation } from '../domain/presentation.ts';
import type { Risk } from '../domain/risk.ts';
import { probabilitiesAt } from '../explain/score.ts';
import { brokenCalibration } from '../model/registry/drift-history.ts';
import { type AttentionFilter, type ListedRow, matchingInOrder } from './attention-order.ts';
import type { Attention } from './attention-view.ts';
import { type LastDeliveries, lastDeliveries } from './last-deliveries.ts';
import { nothingToDo } from './nothing-to-do.ts';
import type { Service } from './service.ts';

/**
 * Learners who have been silent for longer rarely come back. The list and the rule that asks coaches for a call share the
 * limit, so that nobody is called who stands among those out of reach.
 */
const reachableDays = ({ settings }: Pick<Service, 'settings'>): number =>
  settings.rules.risk.silentAtMostDays;

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
    riskWithheld,
    reachableDays: reachableDays(service),
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
  const deliveries = await lastDeliveries(service.state, presentation, asOf);
  return standings.flatMap((standing, index) =>
    standing.risk === null
      ? []
      : [rowOf(standing, standing.risk, decisions[index], before, deliveries, reachableDays(service))],
  );
}

function rowOf(
  standing: Standing,
  risk: Risk,
  decision: Decision,
  before: ReadonlyMap<string, number> | undefined,
  deliveries: LastDeliveries,
  reachable: number,
): ListedRow {
  const then = before?.get(risk.learnerId);
  const lastNudge = deliveries.toLearner(risk.learnerId);
  // Suggesting anything for a learner who is left alone on purpose would spoil the comparison.
  const candidates = decision.candidates.filter(({ verdicts }) =>
    verdicts.every((verdict) => verdict.allowed || verdict.guard !== holdout.name),
  );
  const best = candidates.find((candidate) => objectionTo(candidate) === null) ?? candidates[0];
  return {
    reachable: (silentDays(standing) ?? 0) <= reachable,
    urgency: best === undefined ? 0 : PRIORITIES.length - PRIORITIES.indexOf(best.priority),
    learnerId: risk.learnerId,
    probability: risk.probability,
    band: risk.band,
    changeIn7Days: then === undefined ? null : risk.probability - then,
    daysSinceLastActivity: standing.indicators.days_since_last_activity ?? null,
    reasons: risk.reasons.slice(0, REASONS_IN_LIST),
    suggestedAction: best === undefined ? null : suggestion(best, standing, deliveries),
    nothingToDo:
      best === undefined
        ? nothingToDo(
            {
              holdout: decision.holdout,
              wasActive: typeof standing.indicators.days_since_last_activity === 'number',
              silentDays: silentDays(standing),
            },
            reachable,
          )
        : null,
    lastNudgedAt: lastNudge?.at.toISOString() ?? null,
    lastNudgeReplayed: lastNudge?.replayed ?? false,
    holdout: decision.holdout,
  };
}

/** A coach's suggestion is new until the day after it was first made: one of this morning has not been dealt with yet. */
function suggestion(
  best: JudgedCandidate,
  { enrolment, presentation, asOf }: Standing,
  deliveries: LastDeliveries,
): Attention['enrolments'][number]['suggestedAction'] {
  const asked =
    best.recipient === 'coach' ? deliveries.toCoach(enrolment.learnerId, best.intervention) : undefined;
  const isToday =
    asked !== undefined && dayAt(presentation, moment(asked.at.getTime())) === dayAt(presentation, asOf);
  return {
    intervention: best.intervention,
    title: best.title,
    body: best.action,
    recipient: best.recipient,
    isNew: asked === undefined || isToday,
    askedAt: asked?.at.toISOString() ?? null,
    askedInReplay: asked?.replayed ?? false,
    notNow: isToday ? null : objectionTo(best),
  };
}

/** Why the guards forbid it, in the first one's words; null where they allow it. */
const objectionTo = ({ verdicts }: JudgedCandidate): string | null =>
  verdicts.find((verdict) => !verdict.allowed)?.reason ?? null;

/** As many reasons as can be read at a glance. */
const REASONS_IN_LIST = 2;
