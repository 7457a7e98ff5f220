import type { EnrolmentView } from '../../../src/read/enrolment-view.ts';
import { formatDaysAhead, formatPercent } from '../format.ts';
import { probabilityOn } from './riskHistory.ts';

const DAY_MS = 86_400_000;

/** What happened after a nudge, as known on the day shown. This does not claim that the nudge caused it. */
export interface AfterNudge {
  readonly riskThen: number | null;
  /** A week later. */
  readonly riskAfter: number | null;
  /** Days until the learner's next activity, at least 1, as activity has a day and no hour. Null if there is none yet. */
  readonly activeAfterDays: number | null;
}

export function afterNudge(
  { riskOverTime, activity }: Pick<EnrolmentView, 'riskOverTime' | 'activity'>,
  deliveredAt: string,
): AfterNudge {
  const deliveredOn = deliveredAt.slice(0, 10);
  const next = activity.find(({ date }) => date > deliveredOn);
  return {
    riskThen: probabilityOn(riskOverTime, deliveredAt, 0),
    riskAfter: probabilityOn(riskOverTime, deliveredAt, 7),
    activeAfterDays: next ? Math.round((Date.parse(next.date) - Date.parse(deliveredOn)) / DAY_MS) : null,
  };
}

/** `Active again after 2 days. Risk 62% then, 48% a week later.` */
export function afterText({ riskThen, riskAfter, activeAfterDays }: AfterNudge): string {
  const active =
    activeAfterDays === null
      ? 'No activity since.'
      : `Active again ${activeAfterDays === 1 ? 'the next day' : formatDaysAhead(activeAfterDays).replace('in', 'after')}.`;
  if (riskThen === null) return active;
  const later =
    riskAfter === null ? 'not known yet a week later' : `${formatPercent(riskAfter)} a week later`;
  return `${active} Risk ${formatPercent(riskThen)} then, ${later}.`;
}
