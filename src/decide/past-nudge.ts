import type { Recipient } from '../domain/decision.ts';
import { DAY_MS, type Moment } from '../domain/moment.ts';

/** An intervention that reached its recipient, or a ghost. */
export interface PastNudge {
  readonly intervention: string;
  readonly recipient: Recipient;
  /** For a ghost or in a replay, the moment at which it would have been delivered. */
  readonly deliveredAt: Moment;
  /** Whether only the holdout kept it from the learner: guards count it, so that both arms meet the same guards. */
  readonly ghost: boolean;
}

/**
 * Calendar days (UTC) from a delivery to `now`; negative for a delivery after `now`. Dates are compared, not hours, so that
 * a cycle at the same hour every week is not blocked because last week's delivery took some seconds.
 */
export const daysSince = (deliveredAt: Moment, now: Moment): number =>
  Math.floor(now / DAY_MS) - Math.floor(deliveredAt / DAY_MS);

/** The deliveries of the last `days` dates, including the date of `now`. Deliveries after `now` are not known yet. */
export const deliveredWithin = (history: readonly PastNudge[], now: Moment, days: number): PastNudge[] =>
  history.filter(({ deliveredAt }) => deliveredAt <= now && daysSince(deliveredAt, now) < days);

/** How a sentence about the number of `nudges` tells of the ghosts among them; nothing where there are none. */
export function ghostsAmong(nudges: readonly PastNudge[]): string {
  const ghosts = nudges.filter(({ ghost }) => ghost).length;
  return ghosts === 0 ? '' : ` (${ghosts} held back by the holdout)`;
}
