import { formatDaysAgo } from '../format.ts';
import { dayOfDate } from '../presentation/day.ts';
import type { Viewed } from '../presentation/viewed.ts';

/** `12 days ago`, or `never`. */
export const lastActivityText = (daysSinceLastActivity: number | null): string =>
  daysSinceLastActivity === null ? 'never' : formatDaysAgo(Math.floor(daysSinceLastActivity));

/** `3 days ago`, seen from the day shown, or `never`. */
export const lastNudgedText = (
  lastNudgedAt: string | null,
  { presentation, day }: Pick<Viewed, 'presentation' | 'day'>,
): string => (lastNudgedAt === null ? 'never' : formatDaysAgo(day - dayOfDate(presentation, lastNudgedAt)));
