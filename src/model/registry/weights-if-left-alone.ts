import type { Decision } from '../../domain/decision.ts';
import { enrolmentKey } from '../../domain/enrolment.ts';

/** What a decision says about whether an enrolment was left alone. */
export type PastDecision = Pick<Decision, 'presentationId' | 'learnerId' | 'propensity'> & {
  readonly candidates: readonly { readonly chosen: boolean }[];
};

/**
 * How much each enrolment counts when a model learns the risk of learners who are left alone. The outcome of a nudged
 * learner reflects the nudge, too: a model that learns from it takes learners who were helped for safe, and they are not
 * helped again. So nudged learners count 0, and learners whom the draw of the holdout kept from a nudge count for them as
 * well, by the inverse of that draw's probability (Horvitz and Thompson 1952, "A generalization of sampling without
 * replacement from a finite universe", Journal of the American Statistical Association 47). Learners for whom no nudge was
 * ever due count 1.
 *
 * A learner is drawn once and for all, so an enrolment's decisions share one draw and its probability counts once.
 *
 * @returns weights by enrolment key; an enrolment without a decision is absent and counts 1
 */
export function weightsIfLeftAlone(decisions: readonly PastDecision[]): Map<string, number> {
  return new Map(
    [...Map.groupBy(decisions, enrolmentKey)].map(([key, own]) => [
      key,
      own.some(({ candidates }) => candidates.some(({ chosen }) => chosen))
        ? 0
        : 1 / Math.min(...own.map(({ propensity }) => propensity)),
    ]),
  );
}
