import { BANDS } from '../../domain/risk.ts';
import { days, oneOf } from '../../settings/fields.ts';
import { atLeast, atMost } from '../condition.ts';
import { standingRule } from '../rule.ts';
import { silentDays } from '../standing.ts';

/** How many reasons come with a call: enough to begin a conversation, few enough to read at a glance. */
const MAIN_REASONS = 2;

/**
 * The risk is in `fromBand` or a higher band, and the learner was seen in the last `silentAtMostDays`: most learners who
 * have been gone for longer have left already, and a coach can make only few calls. A band is judged by its place; 0 is the
 * lowest. `mainReasons` is empty where nothing raises the risk.
 */
export const risk = standingRule({
  name: 'risk',
  example: { riskPercent: 82, mainReasons: 'Was last here 12 days ago (typical: 2 days ago).' },
  thresholds: {
    /** The lowest band for which the rule fires. */
    fromBand: oneOf(BANDS),
    /** After this many days of the course without a sign of the learner, a call comes too late. */
    silentAtMostDays: days(),
  },
  needs: 'all',
  conditions: (standing, { fromBand, silentAtMostDays }) => [
    atLeast('risk_band', standing.risk && BANDS.indexOf(standing.risk.band), BANDS.indexOf(fromBand)),
    // Where it is unknown how long the learner has been silent, a call is not too late.
    atMost('silent_days', silentDays(standing) ?? 0, silentAtMostDays),
  ],
  facts: ({ risk }) => ({
    riskPercent: Math.round((risk?.probability ?? 0) * 100),
    mainReasons: (risk?.reasons ?? [])
      .slice(0, MAIN_REASONS)
      .map(({ sentence }) => sentence)
      .join(' '),
  }),
});
