import { BANDS } from '../../domain/risk.ts';
import type { Rule } from '../rule.ts';
import { silentDays } from '../standing.ts';

/** How many reasons a call is announced with: enough to begin a talk, few enough to read at once. */
const MAIN_REASONS = 2;

/**
 * The risk is in `fromBand` or a higher one, and the learner was seen in the last `silentAtMostDays`: who has been gone
 * for longer has mostly left already, and a coach's calls are few. `mainReasons` is empty where nothing raises
 * the risk.
 */
export const risk: Rule<{ riskPercent: number; mainReasons: string }> = {
  name: 'risk',
  example: { riskPercent: 82, mainReasons: "No activity for 12 days; the course's median is 2." },
  facts: (standing, { risk: { fromBand, silentAtMostDays } }) => {
    const { risk } = standing;
    if (risk === null || BANDS.indexOf(risk.band) < BANDS.indexOf(fromBand)) return null;
    if ((silentDays(standing) ?? 0) > silentAtMostDays) return null;
    const raising = risk.reasons.filter(({ contribution }) => contribution > 0).slice(0, MAIN_REASONS);
    return {
      riskPercent: Math.round(risk.probability * 100),
      mainReasons: raising.map(({ sentence }) => sentence).join(' '),
    };
  },
};
