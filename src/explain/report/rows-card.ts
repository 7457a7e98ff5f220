import { percent } from '../../features/phrase.ts';
import type { Model } from '../../model/model-file.ts';
import type { RowEvaluation } from '../../model/row-evaluation.ts';
import { type Card, list, type Section, table, text } from './card.ts';
import { historyTable } from './data-section.ts';
import { estimateText, wholeText } from './figures.ts';
import { purposeSection } from './purpose-section.ts';

/** The card of a model that was judged by rows that stand alone, from what its file says of it. */
export const rowsCard = (model: Model, evaluation: RowEvaluation): Card => ({
  title: `Model card: ${model.target}`,
  sections: [
    purposeSection(model.target),
    dataSection(model),
    qualitySection(evaluation),
    {
      heading: 'Limits',
      blocks: [
        list([
          'The figures are those of the data that judged it. On other data its level may differ: look at your own (rekindle evaluate).',
          'The file holds figures and no rows, so this card has no pictures.',
        ]),
      ],
    },
  ],
});

const dataSection = (model: Model): Section => ({
  heading: 'Data window',
  blocks: [
    historyTable(model.trainedOn, model.metrics.evaluatedOn, 'groups'),
    text('Rows of one group, say of one user, are alike and were drawn together for the intervals.'),
    list([
      `Model ${model.id}, made on ${model.createdAt.slice(0, 10)}: ${model.estimator.estimator}, ${model.calibration.kind} calibration.`,
      `Columns: ${model.indicators.join(', ')}.`,
    ]),
  ],
});

const qualitySection = (evaluation: RowEvaluation): Section => ({
  heading: 'How good it is',
  blocks: [
    text('On rows that it did not learn from. Intervals are 95 %, from drawing groups anew.'),
    table(
      ['figure', 'value'],
      [
        ['rows', wholeText(evaluation.n)],
        ['groups', wholeText(evaluation.groups)],
        ['with the target', percent(evaluation.baseRate ?? 0)],
        ['ROC-AUC', estimateText(evaluation.auc)],
        ['average precision', estimateText(evaluation.averagePrecision)],
        ['accuracy', estimateText(evaluation.accuracy)],
        ['Brier score', estimateText(evaluation.brier)],
        ['root of the Brier score', estimateText(evaluation.rmse)],
        ['calibration error', estimateText(evaluation.ece)],
        ['calibration error that chance alone would show', evaluation.eceByChance?.toFixed(3) ?? '-'],
      ],
    ),
  ],
});
