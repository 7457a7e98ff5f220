import type { Rule } from './rule.ts';
import { comeback } from './rules/comeback.ts';
import { event } from './rules/event.ts';
import { eventFomo } from './rules/event-fomo.ts';
import { project } from './rules/project.ts';
import { quiz } from './rules/quiz.ts';
import { resume } from './rules/resume.ts';
import { trendingEvent } from './rules/trending-event.ts';

/** Every rule. Among nudges of the same priority the one whose rule comes first here comes first. */
export const INSIGHT_RULES: readonly Rule[] = [
  resume,
  comeback,
  eventFomo,
  event,
  trendingEvent,
  project,
  quiz,
];
