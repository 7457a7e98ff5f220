import type { InsightRule } from './rule.ts';
import { comeback } from './rules/comeback.ts';
import { event } from './rules/event.ts';
import { eventFomo } from './rules/event-fomo.ts';
import { project } from './rules/project.ts';
import { quiz } from './rules/quiz.ts';
import { resume } from './rules/resume.ts';
import { trendingEvent } from './rules/trending-event.ts';

/** All rules in the order of the configuration; its error messages name them in this order. */
export const CONFIGURED_RULES = [resume, project, quiz, event, eventFomo, trendingEvent, comeback] as const;

/** The kind of a nudge: its subject. */
export type Kind = (typeof CONFIGURED_RULES)[number]['name'];

/** All rules. Among nudges of the same priority, the one whose rule comes first here comes first. */
export const INSIGHT_RULES: readonly InsightRule<Kind>[] = [
  resume,
  comeback,
  eventFomo,
  event,
  trendingEvent,
  project,
  quiz,
];
