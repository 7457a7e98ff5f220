import { counted } from '../../domain/phrase.ts';
import type { Estimate } from '../../model/judge/evaluation.ts';
import { list, type Section } from './card.ts';
import { estimateText, UNKNOWN } from './figures.ts';
import type { Findings } from './findings.ts';

/** What not to expect from the model: first the measured weaknesses, then what no measurement here shows. */
export const limitsSection = ({ evaluation, judgedOn }: Findings): Section => {
  const { byDay, alerts, overall } = evaluation;
  const weakest = byDay
    .filter(({ auc }) => auc.value !== null)
    .reduce<(typeof byDay)[number] | null>(
      (worst, one) => (worst === null || Number(one.auc.value) < Number(worst.auc.value) ? one : worst),
      null,
    );
  return {
    heading: 'Limits',
    blocks: [
      list([
        ...(weakest === null
          ? []
          : [
              `It ranks learners worst on day ${weakest.day}: area under the ROC curve ${estimateText(weakest.auc)}.`,
            ]),
        `Its level may drift from one season to the next. Here the calibration error was ${estimateText(overall.ece)}; exactly true risks would show ${estimateText(overall.eceByChance ?? UNKNOWN)} on these rows by chance. Compare mean risk and share with the target in the table.`,
        ...(alerts.withdrawnFlagged.value === null
          ? []
          : [
              `Share of withdrawals without an alert beforehand: ${estimateText(missedOf(alerts.withdrawnFlagged))}. A low risk is no promise.`,
            ]),
        `It is judged on ${counted(judgedOn.parts.length, 'presentation')} only. On a different platform, look at the figures of your own model (rekindle train, rekindle evaluate).`,
        'It learnt from courses as they were run. Where nudges change what learners do, that past no longer describes the present.',
        'Contributions say what the model read, not what caused a learner to leave.',
      ]),
    ],
  };
};

/** The share that was not alerted: 1 minus the share that was. */
const missedOf = ({ value, low, high }: Estimate): Estimate => ({
  value: value === null ? null : 1 - value,
  low: high === null ? null : 1 - high,
  high: low === null ? null : 1 - low,
});
