import type { Candidate, Decision, JudgedCandidate, Verdict } from '../domain/decision.ts';
import { type Enrolment, enrolmentKey } from '../domain/enrolment.ts';
import type { LearnerPreferences } from '../domain/learner.ts';
import { type Moment, toIso } from '../domain/moment.ts';
import type { Occasion } from './guard.ts';
import { holdout as holdoutGuard, inHoldout } from './guards/holdout.ts';
import { GUARDS } from './guards.ts';
import type { PastNudge } from './past-nudge.ts';
import { onePerSlot, type Proposal, propose, ranked } from './propose.ts';
import { RULES } from './rules.ts';
import type { DecideSettings, GuardSettings, RuleSettings } from './settings.ts';
import type { Standing } from './standing.ts';

/**
 * Judges one opportunity: what could be done for an enrolment now, what forbids it, and what is chosen. The result is a
 * decision even where nothing is proposed.
 *
 * @param history the interventions delivered to this learner in all their enrolments, and those that this cycle has already
 *   chosen for a different enrolment of theirs (as delivered at `now`), so that the caps hold for the learner; later
 *   deliveries are ignored. Ghosts count for learners who are held out, and for nobody else
 * @param now the moment of the cycle; together with the enrolment it makes the decision's id
 * @param offered candidates from other sources; they come after the rules' own candidates of the same priority
 */
export function decide(
  standing: Standing,
  history: readonly PastNudge[],
  preferences: LearnerPreferences,
  settings: DecideSettings,
  now: Moment,
  offered: readonly Candidate[] = [],
): Decision {
  const { enrolment, risk } = standing;
  const holdout = inHoldout(enrolment.learnerId, settings.guards.holdout);
  const own = propose(RULES, standing, settings.rules).map((one) => inWords(one, standing, settings.rules));
  // All candidates of an enrolment share its risk, so within a priority the order of the rules decides.
  const candidates = onePerSlot(ranked([...own, ...offered]), doTheSame);
  const probability = risk?.probability ?? null;
  const counted = holdout ? history : history.filter(({ ghost }) => !ghost);
  const judged = judge(
    candidates,
    { preferences, history: counted, holdout, probability, now },
    settings.guards,
  );
  return {
    id: decisionId(enrolment, now),
    presentationId: enrolment.presentationId,
    learnerId: enrolment.learnerId,
    decidedAt: now,
    probability,
    modelId: risk?.modelId ?? null,
    holdout,
    candidates: judged,
    propensity: propensityOf(judged, holdout, settings.guards.holdout.share),
  };
}

/** Whether two candidates propose the same intervention: two rules may have seen the same thing. */
const doTheSame = (one: Candidate, other: Candidate): boolean => one.intervention === other.intervention;

/** The id is the same when a cycle decides again. */
const decisionId = (enrolment: Enrolment, cycleAt: Moment): string =>
  `${enrolmentKey(enrolment)}@${toIso(cycleAt)}`;

function inWords(
  { rule, facts }: Proposal<(typeof RULES)[number]>,
  { enrolment, presentation }: Standing,
  rules: RuleSettings,
): Candidate {
  const settings = rules[rule.name];
  const known = { course: presentation.courseId, learner: enrolment.learnerId, ...facts };
  return {
    intervention: settings.intervention,
    proposedBy: rule.name,
    recipient: settings.recipient,
    priority: settings.priority,
    title: settings.title(known),
    body: settings.body(known),
    action: settings.action(known),
    facts,
  };
}

/**
 * Judges the best candidate first: it is chosen where no guard objects, and counts as delivered for the later candidates. So
 * does a ghost, to which only the holdout objects.
 */
function judge(
  candidates: readonly Candidate[],
  circumstances: Omit<Occasion, 'candidate'>,
  settings: GuardSettings,
): JudgedCandidate[] {
  const history = [...circumstances.history];
  return candidates.map((candidate) => {
    const verdicts = verdictsOn({ ...circumstances, candidate, history }, settings);
    const due = verdicts.every(({ guard, allowed }) => allowed || guard === holdoutGuard.name);
    const ghost = due && circumstances.holdout;
    if (due) {
      const { intervention, recipient } = candidate;
      history.push({ intervention, recipient, deliveredAt: circumstances.now, ghost });
    }
    return { ...candidate, verdicts, chosen: due && !ghost, ghost };
  });
}

const verdictsOn = (occasion: Occasion, settings: GuardSettings): Verdict[] =>
  GUARDS.filter(({ recipients }) => recipients.includes(occasion.candidate.recipient)).map((guard) => {
    const reason = guard.objection(occasion, settings);
    return reason === null
      ? { guard: guard.name, allowed: true }
      : { guard: guard.name, allowed: false, reason };
  });

/** Only the holdout is random: where it makes no difference the decision was certain. */
function propensityOf(judged: readonly JudgedCandidate[], holdout: boolean, share: number): number {
  const drawDecides = judged.some(({ chosen, ghost }) => chosen || ghost);
  if (!drawDecides) return 1;
  return holdout ? share : 1 - share;
}
