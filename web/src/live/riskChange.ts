import type { QueryClient } from '@tanstack/react-query';
import type { RiskChanged } from '../../../src/live/risk-feed.ts';
import type { Attention } from '../../../src/read/attention-view.ts';
import type { EnrolmentView } from '../../../src/read/enrolment-view.ts';
import { formatPercent, formatQuantity } from '../format.ts';
import { refreshNow } from '../queries.ts';

export type RiskChange = RiskChanged['changes'][number];

/** `attention` with the new risks in it; the rows stay where they are until the list is fetched again. */
export function attentionWith(attention: Attention, changes: ReadonlyMap<string, RiskChange>): Attention {
  return {
    ...attention,
    enrolments: attention.enrolments.map((enrolment) => {
      const change = changes.get(enrolment.learnerId);
      if (!change) return enrolment;
      const weekBefore =
        enrolment.changeIn7Days === null ? null : enrolment.probability - enrolment.changeIn7Days;
      return {
        ...enrolment,
        probability: change.probability,
        band: change.band,
        changeIn7Days: weekBefore === null ? null : change.probability - weekBefore,
      };
    }),
  };
}

/** `enrolment` with its new risk, if it is among the changes; its interval and reasons follow with the next fetch. */
export function enrolmentWith(
  enrolment: EnrolmentView,
  changes: ReadonlyMap<string, RiskChange>,
): EnrolmentView {
  const change = changes.get(enrolment.learnerId);
  if (!change || !enrolment.risk) return enrolment;
  const { interval: _, ...risk } = enrolment.risk;
  return { ...enrolment, risk: { ...risk, probability: change.probability, band: change.band } };
}

/** For people who hear the page: the first change, and how many others there are. */
export function announcement([first, ...others]: readonly RiskChange[]): string {
  if (!first) return '';
  const one = `The risk of learner ${first.learnerId} is now ${formatPercent(first.probability)}, ${first.band}.`;
  if (others.length === 0) return one;
  // One learner's activity moves the risks of others a little, since risks compare learners.
  return `${one} ${formatQuantity(others.length, 'more risk')} ${others.length === 1 ? 'has' : 'have'} changed.`;
}

/** The risks on the screen now, by learner. */
function shownRisks(client: QueryClient, presentationId: string): Map<string, number> {
  const shown = new Map<string, number>();
  const lists = { queryKey: ['attention', presentationId, undefined], type: 'active' } as const;
  for (const [, attention] of client.getQueriesData<Attention>(lists)) {
    for (const { learnerId, probability } of attention?.enrolments ?? []) shown.set(learnerId, probability);
  }
  const pages = { queryKey: ['enrolment', presentationId, undefined], type: 'active' } as const;
  for (const [, enrolment] of client.getQueriesData<EnrolmentView>(pages)) {
    if (enrolment?.risk) shown.set(enrolment.learnerId, enrolment.risk.probability);
  }
  return shown;
}

const movedBy = ({ learnerId, probability }: RiskChange, shown: ReadonlyMap<string, number>): number =>
  Math.abs(probability - (shown.get(learnerId) ?? probability));

/**
 * Puts new risks on the open screens: writes them into the cached answers at once, and fetches again what is derived
 * from them (counts, order, reasons). Only answers about the server's now change.
 *
 * @returns the visible changes, largest first: of learners on the screen, to another whole percent
 */
export function showRiskChange(client: QueryClient, { presentationId, changes }: RiskChanged): RiskChange[] {
  const shown = shownRisks(client, presentationId);
  const byLearner = new Map(changes.map((change) => [change.learnerId, change]));
  client.setQueriesData<Attention>({ queryKey: ['attention', presentationId, undefined] }, (attention) =>
    attention ? attentionWith(attention, byLearner) : attention,
  );
  client.setQueriesData<EnrolmentView>({ queryKey: ['enrolment', presentationId, undefined] }, (enrolment) =>
    enrolment ? enrolmentWith(enrolment, byLearner) : enrolment,
  );
  refreshNow(client, presentationId);
  return changes
    .filter(({ learnerId, probability }) => {
      const before = shown.get(learnerId);
      return before !== undefined && formatPercent(before) !== formatPercent(probability);
    })
    .sort((a, b) => movedBy(b, shown) - movedBy(a, shown));
}
