import type { Estimate } from '../../model/judge/evaluation.ts';
import type { JudgedRows } from '../../model/judge/row-evaluation.ts';
import { groupNumbers } from '../../stats/bootstrap.ts';
import { precisionRecallBand, rocBand } from '../../stats/curve-bands.ts';
import { precisionRecallCurve } from '../../stats/precision-recall-curve.ts';
import { rankByScore } from '../../stats/ranking.ts';
import { reliability } from '../../stats/reliability.ts';
import { rocCurve } from '../../stats/roc-curve.ts';
import { type Block, figure, table } from './card.ts';
import { type AtThreshold, precisionRecallChart, reliabilityChart, rocChart } from './curve-charts.ts';
import { estimateText, wholeText } from './figures.ts';

/** The figures of the rows that the curves are drawn from. */
export interface CurveFigures {
  readonly auc: Estimate;
  readonly averagePrecision: Estimate;
  readonly ece: Estimate;
  readonly eceByChance: Estimate;
  readonly baseRate: number | null;
  readonly atThreshold: AtThreshold;
}

const RESAMPLES = 200;

/** How well rows are ranked and whether their probabilities are right, in three pictures and a table. */
export function curveFigures(
  { probabilities, labels, groups }: JudgedRows,
  { auc, averagePrecision, ece, eceByChance, baseRate, atThreshold }: CurveFigures,
  { rows, seed }: { readonly rows: string; readonly seed: number },
): Block[] {
  const ranking = rankByScore(probabilities, labels);
  const inOrder = groupNumbers(Array.from(ranking.order, (row) => groups[row]));
  const options = { resamples: RESAMPLES, seed };
  const bins = reliability(probabilities, labels, groupNumbers(groups));
  return [
    figure(
      'roc',
      `ROC curve over ${rows}, with 95 % intervals at every place. Area: ${estimateText(auc)}.`,
      rocChart(rocCurve(ranking), rocBand(ranking, inOrder, options), auc),
    ),
    figure(
      'precision-recall',
      `Precision against recall over ${rows}, with 95 % intervals at every place. Average precision: ${estimateText(averagePrecision)}.`,
      precisionRecallChart(
        precisionRecallCurve(ranking),
        precisionRecallBand(ranking, inOrder, options),
        averagePrecision,
        baseRate ?? 0,
        atThreshold,
      ),
    ),
    figure(
      'reliability',
      `Predicted probability against the observed share, by tenths of the probability. Calibration error: ${estimateText(ece)}. Exactly true probabilities would show ${estimateText(eceByChance)} on these rows by chance.`,
      reliabilityChart(bins, ece),
    ),
    table(
      ['mean probability', 'rows', 'share with the target'],
      bins.map(({ meanProbability, rows: count, share, low, high }) => [
        meanProbability.toFixed(3),
        wholeText(count),
        estimateText({ value: share, low, high }),
      ]),
    ),
  ];
}
