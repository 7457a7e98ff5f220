import type { NudgeModel, NudgeModels } from './models.ts';
import type { NudgeProposal } from './proposal.ts';
import type { InsightRule } from './rule.ts';
import { event } from './rules/event.ts';
import { eventFomo } from './rules/event-fomo.ts';
import { resume } from './rules/resume.ts';
import type { Kind } from './rules.ts';
import type { Ruleset } from './settings.ts';
import type { Situation } from './situation.ts';

/** A number that a model is asked with. */
interface Feature {
  readonly fact: string;
  readonly value: number;
}

/**
 * What the models would add: a résumé for a learner who has none, an event, each where its probability is high enough.
 *
 * @param isFree whether there is room for what a rule would say
 */
export function modelProposals(
  situation: Situation,
  ruleset: Ruleset,
  models: NudgeModels,
  isFree: (rule: InsightRule<Kind>) => boolean,
): NudgeProposal[] {
  const { rules } = ruleset;
  const proposals: NudgeProposal[] = [];
  // With a résumé the answer is no whatever the model says: there is nothing left to upload.
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

/** What the event model speaks through: the first of them that the ruleset has. */
const INVITATIONS: readonly InsightRule<Kind>[] = [eventFomo, event];

/** What each model says of a learner; null where there is none or it fails. */
export const modelProbabilities = (situation: Situation, models: NudgeModels) => ({
  resume: probabilityBy(models.resume, resumeFeatures(situation)),
  event: probabilityBy(models.event, eventFeatures(situation)),
});

const probabilityBy = (model: NudgeModel | null, features: readonly Feature[]): number | null =>
  model?.(features.map(({ value }) => value)) ?? null;

/** In the order in which the target lists them. */
const resumeFeatures = ({ snapshot: { profile, peers } }: Situation): Feature[] => [
  { fact: 'resume_uploaded', value: profile.resumeUploaded ? 1 : 0 },
  { fact: 'batch_resume_uploaded_pct', value: peers.resumeUploadedPercent / 100 },
];

/** In the order in which the target lists them. */
const eventFeatures = ({ snapshot: { profile }, fomo }: Situation): Feature[] => [
  { fact: 'karma', value: profile.karma },
  { fact: 'event_fomo_score', value: fomo.score },
];
