import type { EnrolmentView } from '../../../src/read/enrolment-view.ts';

type RiskPoint = EnrolmentView['riskOverTime'][number];

const DAY_MS = 86_400_000;

/** How many days a known risk may lie from the day asked for and still stand for it. The history is weekly. */
const TOLERANCE_DAYS = 4;

/**
 * The risk known nearest to `offsetDays` from the moment `iso`, or null where none is within four days: the history is
 * weekly, so a week before or after is always met where the learner was registered.
 */
export function probabilityOn(history: readonly RiskPoint[], iso: string, offsetDays: number): number | null {
  const asked = Date.parse(iso) + offsetDays * DAY_MS;
  const distance = ({ asOf }: RiskPoint): number => Math.abs(Date.parse(asOf) - asked);
  const nearest = history.toSorted((a, b) => distance(a) - distance(b))[0];
  return nearest && distance(nearest) <= TOLERANCE_DAYS * DAY_MS ? nearest.probability : null;
}
