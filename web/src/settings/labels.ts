import { formatLabel } from '../format.ts';

/** Names of settings that their keys do not say well enough. */
const LABELS: Readonly<Record<string, string>> = {
  enabled: 'Switched on',
  fromShare: 'From this share of the peers',
  fromAverage: 'From this average of the peers',
  afterDays: 'After so many days',
  untilDays: 'Until so many days',
  withinDays: 'Within so many days',
  orNever: 'Also who never took one',
  buddies: 'Buddies who go, from',
  peers: 'Peers at one event, from',
  fromScore: 'FOMO score, from',
  fullAbsenceDays: 'Days without an event that count in full',
  fromProbability: "Model's probability, from",
  minimumCohort: 'Least cohort whose numbers are told',
  encouragingShare: 'Least share that is told',
  numbers: 'Text with numbers',
  goal: 'Text with a goal',
  action: 'Action',
  body: 'Text',
  fromBand: 'From band',
  silentAtMostDays: 'Silent for at most days',
  inactiveDays: 'Days without activity',
  belowShare: 'Below this share of before',
  minimumClicksBefore: 'Least clicks before',
  minimumRisk: 'Least risk of who gets nudges',
  cooldownDays: 'Days before a repetition',
  maxPerWeek: 'Nudges a week, at most',
  maxPerCycle: 'Interventions a cycle, at most',
  share: 'Share',
  salt: 'Salt of the draw',
  resume: 'Résumé',
  event_fomo: 'Event, for fear of missing out',
};

export const labelOf = (key: string): string => LABELS[key] ?? formatLabel(key);

/** Settings that take one of a few words. */
export const CHOICES: Readonly<Record<string, readonly string[]>> = {
  priority: ['high', 'medium', 'low'],
  fromBand: ['high', 'medium', 'low'],
  recipient: ['learner', 'coach'],
};

/** Settings that are sentences. */
export const SENTENCES: readonly string[] = ['title', 'body', 'action', 'numbers', 'goal'];
