import { BANDS } from '../../domain/risk.ts';
import { days, oneOf } from '../../settings/fields.ts';
import { atLeast, atMost } from '../condition.ts';
import { standingRule } from '../rule.ts';
import { silentDays } from '../standing.ts';

/** How many reasons a call is announced with: enough to begin a talk, few enough to read at once. */
const MAIN_REASONS = 2;

/**
 * The risk is in `fromBand` or a higher one, and the learner was seen in the last `silentAtMostDays`: a learner who has
 * been gone for longer has mostly left already, and a coach's calls are few. A band is judged by its place, 0 being the
 * lowest. `mainReasons` is empty where nothing raises the risk.
 */
export const risk = standingRule({
  name: 'risk',
  example: { riskPercent: 82, mainReasons: "No activity for 12 days; the course's median is 2." },
  thresholds: {
    /** The lowest band that asks for it. */
    fromBand: oneOf(BANDS),
    /** Days of the course without a sign of the learner after which a call comes too late. */
    silentAtMostDays: days(),
  },
  needs: 'all',
  conditions: (standing, { fromBand, silentAtMostDays }) => [
    atLeast('risk_band', standing.risk && BANDS.indexOf(standing.risk.band), BANDS.indexOf(fromBand)),
    // Where nothing tells how long the learner has been silent, a call is not too late.
    atMost('silent_days', silentDays(standing) ?? 0, silentAtMostDays),
  ],
  facts: ({ risk }) => {
    const raising = risk?.reasons.filter(({ contribution }) => contribution > 0) ?? [];
    return {
      riskPercent: Math.round((risk?.probability ?? 0) * 100),
      mainReasons: raising
        .slice(0, MAIN_REASONS)
        .map(({ sentence }) => sentence)
        .join(' '),
    };
  },
});
