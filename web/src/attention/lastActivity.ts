import { formatDaysAgo } from '../format.ts';
import { dayOfDate } from '../presentation/day.ts';
import type { Viewed } from '../presentation/viewed.ts';
import type { AttentionEnrolment } from './enrolment.ts';

/** `12 days ago`, or `never`. */
export const lastActivityText = (daysSinceLastActivity: number | null): string =>
  daysSinceLastActivity === null ? 'never' : formatDaysAgo(Math.floor(daysSinceLastActivity));

/** `3 days ago`, seen from the day shown, or `never`; of a replay, that it was replayed. */
export const lastNudgedText = (
  { lastNudgedAt, lastNudgeReplayed }: Pick<AttentionEnrolment, 'lastNudgedAt' | 'lastNudgeReplayed'>,
  { presentation, day }: Pick<Viewed, 'presentation' | 'day'>,
): string => {
  if (lastNudgedAt === null) return 'never';
  const when = formatDaysAgo(day - dayOfDate(presentation, lastNudgedAt));
  return lastNudgeReplayed ? `${when}, replayed` : when;
};
