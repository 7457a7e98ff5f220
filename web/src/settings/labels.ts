import { formatLabel } from '../format.ts';

/** Names of settings whose keys do not explain them well enough. */
const LABELS: Readonly<Record<string, string>> = {
  enabled: 'Switched on',
  fromShare: 'Share of the peers, at least',
  fromAverage: 'Average of the peers, at least',
  afterDays: 'After this many days',
  untilDays: 'Up to this many days',
  withinDays: 'Within this many days',
  orNever: 'Also for learners who never took one',
  buddies: 'Buddies who go to events, at least',
  peers: 'Peers at one event, at least',
  fromScore: 'Missing-out score, at least',
  fullAbsenceDays: 'Days until absence from events counts in full',
  fromProbability: "Model's probability, at least",
  minimumCohort: 'Smallest cohort to quote',
  encouragingShare: 'Smallest share to quote',
  numbers: 'Text with numbers',
  goal: 'Text with a goal',
  action: 'Action',
  body: 'Text',
  fromBand: 'From this band up',
  silentAtMostDays: 'Stop after so many days of silence',
  inactiveDays: 'Days without activity',
  belowShare: 'Below this share of earlier clicks',
  minimumClicksBefore: 'Earlier clicks, at least',
  minimumRisk: 'Send nudges from a risk of',
  cooldownDays: 'Days before a repeat',
  maxPerWeek: 'Nudges a week, at most',
  maxPerCycle: 'Interventions a cycle, at most',
  share: 'Share',
  salt: 'Seed of the draw',
  resume: 'Résumé',
  event_fomo: 'Event that friends go to',
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
