import type { Proposal } from './engine.ts';
import type { NudgeModel, NudgeModels } from './models.ts';
import type { Rule } from './rule.ts';
import { event } from './rules/event.ts';
import { eventFomo } from './rules/event-fomo.ts';
import { resume } from './rules/resume.ts';
import type { Ruleset } from './settings.ts';
import type { Situation } from './situation.ts';

type Features = Readonly<Record<string, number>>;

/** What the models would add: a résumé for who has none, an event, each where its probability is high enough. */
export function modelProposals(situation: Situation, ruleset: Ruleset, models: NudgeModels): Proposal[] {
  const { rules } = ruleset;
  const proposals: Proposal[] = [];
  // With a résumé the answer is no whatever the model says: there is nothing left to upload.
  if (rules.resume.enabled && !situation.snapshot.profile.resumeUploaded)
    propose(resume, models.resume, resumeFeatures(situation));
  const invitation = INVITATIONS.find(({ name }) => rules[name].enabled);
  if (invitation !== undefined) propose(invitation, models.event, eventFeatures(situation));
  return proposals;

  function propose(rule: Rule, model: NudgeModel | null, features: Features): void {
    const threshold = ruleset.fromProbability;
    const probability = probabilityBy(model, features);
    if (probability === null || probability < threshold) return;
    const reasons = [
      { fact: 'probability', value: probability, wanted: 'at least', threshold } as const,
      ...Object.entries(features).map(([fact, value]) => ({ fact, value, wanted: null, threshold: null })),
    ];
    const { priority } = rules[rule.name];
    proposals.push({ rule, priority, source: 'model', probability, reasons, facts: rule.facts(situation) });
  }
}

/** What the event model speaks through: the first of them that the ruleset has. */
const INVITATIONS: readonly Rule[] = [eventFomo, event];

/** What each model says of a learner; null where there is none or it fails. */
export const modelProbabilities = (situation: Situation, models: NudgeModels) => ({
  resume: probabilityBy(models.resume, resumeFeatures(situation)),
  event: probabilityBy(models.event, eventFeatures(situation)),
});

const probabilityBy = (model: NudgeModel | null, features: Features): number | null =>
  model?.(Object.values(features)) ?? null;

/** In the order in which the target lists them. */
const resumeFeatures = ({ snapshot: { profile, peers } }: Situation): Features => ({
  resume_uploaded: profile.resumeUploaded ? 1 : 0,
  batch_resume_uploaded_pct: peers.resumeUploadedPercent / 100,
});

/** In the order in which the target lists them. */
const eventFeatures = ({ snapshot: { profile }, fomo }: Situation): Features => ({
  karma: profile.karma,
  event_fomo_score: fomo.score,
});
