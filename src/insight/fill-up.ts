import type { NudgeModel, NudgeModels } from './models.ts';
import type { NudgeProposal } from './proposal.ts';
import type { InsightRule } from './rule.ts';
import { event } from './rules/event.ts';
import { eventFomo } from './rules/event-fomo.ts';
import { resume } from './rules/resume.ts';
import type { Kind } from './rules.ts';
import type { Ruleset } from './settings.ts';
import type { Situation } from './situation.ts';

/** A feature of a model, with its value. */
interface Feature {
  readonly fact: string;
  readonly value: number;
}

/**
 * The proposals of the models: a résumé for a learner who has none, and an event, each where its probability is high enough.
 *
 * @param isFree whether there is a free place for a rule's nudge
 */
export function modelProposals(
  situation: Situation,
  ruleset: Ruleset,
  models: NudgeModels,
  isFree: (rule: InsightRule<Kind>) => boolean,
): NudgeProposal[] {
  const { rules } = ruleset;
  const proposals: NudgeProposal[] = [];
  // A learner with a résumé has nothing left to upload, so the answer is no whatever the model says.
  if (rules.resume.enabled && !situation.snapshot.profile.resumeUploaded && isFree(resume))
    propose(resume, models.resume, resumeFeatures(situation));
  const invitation = INVITATIONS.find(({ name }) => rules[name].enabled);
  if (invitation !== undefined && isFree(invitation))
    propose(invitation, models.event, eventFeatures(situation));
  return proposals;

  function propose(rule: InsightRule<Kind>, model: NudgeModel | null, features: readonly Feature[]): void {
    const threshold = ruleset.fromProbability;
    const probability = probabilityBy(model, features);
    if (probability === null || probability < threshold) return;
    const reasons = [
      { fact: 'probability', value: probability, wanted: 'at least', threshold } as const,
      ...features.map(({ fact, value }) => ({ fact, value, wanted: null, threshold: null })),
    ];
    const { priority } = rules[rule.name];
    const facts = rule.facts(situation, rules[rule.name]);
    proposals.push({ rule, priority, source: 'model', probability, reasons, facts });
  }
}

/** The event model borrows the texts of one of these rules: the first that the ruleset has. */
const INVITATIONS: readonly InsightRule<Kind>[] = [eventFomo, event];

/** Each model's probability for a learner; null where there is no model or the model fails. */
export const modelProbabilities = (situation: Situation, models: NudgeModels) => ({
  resume: probabilityBy(models.resume, resumeFeatures(situation)),
  event: probabilityBy(models.event, eventFeatures(situation)),
});

const probabilityBy = (model: NudgeModel | null, features: readonly Feature[]): number | null =>
  model?.(features.map(({ value }) => value)) ?? null;

/** The features of the model `resume`, in the order in which the target lists them. */
const resumeFeatures = ({ snapshot: { profile, peers } }: Situation): Feature[] => [
  { fact: 'resume_uploaded', value: profile.resumeUploaded ? 1 : 0 },
  { fact: 'batch_resume_uploaded_pct', value: peers.resumeUploadedPercent / 100 },
];

/** The features of the model `event`, in the order in which the target lists them. */
const eventFeatures = ({ snapshot: { profile }, fomo }: Situation): Feature[] => [
  { fact: 'karma', value: profile.karma },
  { fact: 'event_fomo_score', value: fomo.score },
];
