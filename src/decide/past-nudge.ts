import type { Recipient } from '../domain/decision.ts';
import { DAY_MS, type Moment } from '../domain/moment.ts';

/** An intervention that reached its recipient. */
export interface PastNudge {
  readonly intervention: string;
  readonly recipient: Recipient;
  readonly deliveredAt: Moment;
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
