import type { Proposal } from './engine.ts';
import type { NudgeModel, NudgeModels } from './models.ts';
import type { Rule } from './rule.ts';
import { event } from './rules/event.ts';
import { eventFomo } from './rules/event-fomo.ts';
import { resume } from './rules/resume.ts';
import type { Ruleset } from './settings.ts';
import type { Situation } from './situation.ts';

/** What the models would add: a résumé for who has none, an event, each where its probability is high enough. */
export function modelProposals(situation: Situation, ruleset: Ruleset, models: NudgeModels): Proposal[] {
  const { profile, peers } = situation.snapshot;
  const invitation = [eventFomo, event].find(({ name }) => ruleset.rules[name].enabled);
  const resumeShare = peers.resumeUploadedPercent / 100;
  return [
    // The answer is no whatever the model says: there is nothing left to upload.
    ...(profile.resumeUploaded || !ruleset.rules.resume.enabled
      ? []
      : proposalOf(resume, models.resume, { resume_uploaded: 0, batch_resume_uploaded_pct: resumeShare })),
    ...(invitation === undefined
      ? []
      : proposalOf(invitation, models.event, {
          karma: profile.karma,
          event_fomo_score: situation.fomo.score,
        })),
  ];

  function proposalOf(
    rule: Rule,
    model: NudgeModel | null,
    features: Readonly<Record<string, number>>,
  ): Proposal[] {
    const probability = model?.(Object.values(features)) ?? null;
    if (probability === null || probability < ruleset.fromProbability) return [];
    const read = Object.entries(features).map(([fact, value]) => ({
      fact,
      value,
      wanted: null,
      threshold: null,
    }));
    const asked = {
      fact: 'probability',
      value: probability,
      wanted: 'at least',
      threshold: ruleset.fromProbability,
    } as const;
    const { priority } = ruleset.rules[rule.name];
    return [
      {
        rule,
        priority,
        source: 'model',
        probability,
        reasons: [asked, ...read],
        facts: rule.facts(situation),
      },
    ];
  }
}
