import { type CalendarDate, DAY_MS } from '../../src/domain/moment.ts';
import { INSIGHT_RULES, type Kind } from '../../src/insight/rules.ts';
import { type Situation, situationOf } from '../../src/insight/situation.ts';
import { arbitrarySnapshot } from './arbitrary-snapshot.ts';
import { shippedInsight, situationWith, TODAY } from './example-snapshot.ts';
import { testRules } from './rule-contract.ts';

const { rules } = shippedInsight.rulesets.union;

const ago = (days: number) =>
  new Date(Date.parse(TODAY) - days * DAY_MS).toISOString().slice(0, 10) as CalendarDate;

/** A situation in which each rule fires with the union of the rules as shipped, at its very threshold. */
const FIRES: Record<Kind, Situation> = {
  resume: situationWith({ profile: { resumeUploaded: false }, peers: { resumeUploadedPercent: 70 } }),
  project: situationWith({ profile: { projectsAdded: 1 }, peers: { averageProjects: 1.5 } }),
  quiz: situationWith({ activity: { lastQuizOn: ago(7) } }),
  event: situationWith({ peers: { eventAttendance: { 'tech-talk': 10 } } }),
  event_fomo: situationWith({ activity: { lastEventOn: ago(30) } }),
  trending_event: situationWith({ peers: { eventAttendance: { 'tech-talk': 10 } } }),
  comeback: situationWith({ activity: { lastActiveOn: ago(5), lastEventOn: ago(5), lastQuizOn: ago(6) } }),
};

/** The same situation, one step before the threshold. */
const SILENT: Record<Kind, Situation> = {
  resume: situationWith({ profile: { resumeUploaded: false }, peers: { resumeUploadedPercent: 69.9 } }),
  project: situationWith({ profile: { projectsAdded: 1 }, peers: { averageProjects: 1.4 } }),
  quiz: situationWith({ activity: { lastQuizOn: ago(6) } }),
  event: situationWith({ peers: { eventAttendance: { 'tech-talk': 9 } } }),
  event_fomo: situationWith({
    activity: { lastEventOn: ago(12) },
    peers: { buddiesAttending: ['tech-talk', 'tech-talk'] },
  }),
  trending_event: situationWith({ peers: { eventAttendance: { 'tech-talk': 9 } } }),
  comeback: situationWith({ activity: { lastActiveOn: ago(4), lastEventOn: ago(30), lastQuizOn: ago(30) } }),
};

const isTrue = (name: Kind, situation: Situation) =>
  INSIGHT_RULES.some((rule) => rule.name === name && rule.isTrue(situation, shippedInsight.proof));

testRules({
  folder: 'src/insight/rules',
  rules: INSIGHT_RULES,
  settings: rules,
  well: situationWith(),
  unknown: null,
  fires: FIRES,
  silent: SILENT,
  arbitrary: arbitrarySnapshot.map((snapshot) => situationOf(snapshot, TODAY, 30)),
  // A model may say what a rule would, also where the rule does not fire.
  said: (name, situation, facts) =>
    Object.values(shippedInsight.texts).flatMap((texts) => {
      const { numbers, goal, action } = texts[name];
      return [isTrue(name, situation) ? numbers : goal, goal, action].map((text) => text(facts));
    }),
  unreadable:
    /undefined|null|NaN|\{|\}| {2}|(?<![\d.,])1 (days|projects|Tage|Tagen|Projekte)\b|(?<![\d.,])0 (days|of|of your)\b|-\d/,
});
