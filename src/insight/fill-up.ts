import type { Proposal } from './engine.ts';
import type { NudgeModels } from './models.ts';
import type { Rule } from './rule.ts';
import { event } from './rules/event.ts';
import { eventFomo } from './rules/event-fomo.ts';
import { resume } from './rules/resume.ts';
import type { Ruleset } from './settings.ts';
import type { Situation } from './situation.ts';

type Features = Readonly<Record<string, number>>;

/** What the models would add: a résumé for who has none, an event, each where its probability is high enough. */
export function modelProposals(situation: Situation, ruleset: Ruleset, models: NudgeModels): Proposal[] {
  const invitation = [eventFomo, event].find(({ name }) => ruleset.rules[name].enabled);
  const features = featuresOf(situation);
  const asked = modelProbabilities(situation, models);
  // With a résumé the answer is no whatever the model says: there is nothing left to upload.
  const wanted = ruleset.rules.resume.enabled && !situation.snapshot.profile.resumeUploaded;
  return [
    ...(wanted ? proposalOf(resume, asked.resume, features.resume) : []),
    ...(invitation === undefined ? [] : proposalOf(invitation, asked.event, features.event)),
  ];

  function proposalOf(rule: Rule, probability: number | null, read: Features): Proposal[] {
    const threshold = ruleset.fromProbability;
    if (probability === null || probability < threshold) return [];
    const reasons = [
      { fact: 'probability', value: probability, wanted: 'at least', threshold } as const,
      ...Object.entries(read).map(([fact, value]) => ({ fact, value, wanted: null, threshold: null })),
    ];
    const { priority } = ruleset.rules[rule.name];
    return [{ rule, priority, source: 'model', probability, reasons, facts: rule.facts(situation) }];
  }
}

/** What each model says of a learner; null where there is none or it fails. */
export function modelProbabilities(situation: Situation, models: NudgeModels) {
  const features = featuresOf(situation);
  return {
    resume: models.resume?.(Object.values(features.resume)) ?? null,
    event: models.event?.(Object.values(features.event)) ?? null,
  };
}

/** In the order in which the targets list them. */
const featuresOf = ({ snapshot: { profile, peers }, fomo }: Situation) => ({
  resume: {
    resume_uploaded: profile.resumeUploaded ? 1 : 0,
    batch_resume_uploaded_pct: peers.resumeUploadedPercent / 100,
  },
  event: { karma: profile.karma, event_fomo_score: fomo.score },
});
