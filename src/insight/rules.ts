import type { InsightRule } from './rule.ts';
import { comeback } from './rules/comeback.ts';
import { event } from './rules/event.ts';
import { eventFomo } from './rules/event-fomo.ts';
import { project } from './rules/project.ts';
import { quiz } from './rules/quiz.ts';
import { resume } from './rules/resume.ts';
import { trendingEvent } from './rules/trending-event.ts';

/** Every rule, in the order of the configuration, in which its messages name them. */
export const CONFIGURED_RULES = [resume, project, quiz, event, eventFomo, trendingEvent, comeback] as const;

/** What a nudge is about. */
export type Kind = (typeof CONFIGURED_RULES)[number]['name'];

/** Every rule. Among nudges of the same priority the one whose rule comes first here comes first. */
export const INSIGHT_RULES: readonly InsightRule<Kind>[] = [
  resume,
  comeback,
  eventFomo,
  event,
  trendingEvent,
  project,
  quiz,
];
