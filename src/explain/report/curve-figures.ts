import type { Estimate } from '../../model/metrics.ts';
import type { JudgedRows } from '../../model/row-evaluation.ts';
import { groupNumbers } from '../../stats/bootstrap.ts';
import { precisionRecallCurve } from '../../stats/precision-recall-curve.ts';
import { rankByScore } from '../../stats/ranking.ts';
import { reliability } from '../../stats/reliability.ts';
import { rocCurve } from '../../stats/roc-curve.ts';
import { type Block, figure } from './card.ts';
import { precisionRecallChart, reliabilityChart, rocChart } from './curve-charts.ts';
import { estimateText } from './figures.ts';

/** What is known of the rows that the curves are drawn from. */
export interface CurveFigures {
  readonly auc: Estimate;
  readonly averagePrecision: Estimate;
  readonly ece: Estimate;
  readonly baseRate: number | null;
  /** Rows at the alert threshold; null where none is reached or there is none. */
  readonly atThreshold: { readonly precision: number; readonly recall: number } | null;
}

const RESAMPLES = 200;

/** How well rows are ranked and whether their probabilities are true, in three pictures. */
export function curveFigures(
  { probabilities, labels, groups }: JudgedRows,
  { auc, averagePrecision, ece, baseRate, atThreshold }: CurveFigures,
  { rows, seed }: { readonly rows: string; readonly seed: number },
): Block[] {
  const ranking = rankByScore(probabilities, labels);
  const bins = reliability(probabilities, labels, groupNumbers(groups), { resamples: RESAMPLES, seed });
  return [
    figure('roc', `ROC curve over ${rows}. Area: ${estimateText(auc)}.`, rocChart(rocCurve(ranking), auc)),
    figure(
      'precision-recall',
      `Precision against recall over ${rows}. Average precision: ${estimateText(averagePrecision)}.`,
      precisionRecallChart(precisionRecallCurve(ranking), averagePrecision, baseRate ?? 0, atThreshold),
    ),
    figure(
      'reliability',
      `What was said against what came of it, by tenths of the probability. Calibration error: ${estimateText(ece)}.`,
      reliabilityChart(bins, ece),
    ),
  ];
}
