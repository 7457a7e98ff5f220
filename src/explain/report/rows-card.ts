import { percent } from '../../domain/phrase.ts';
import { estimates } from '../../model/judge/evaluation.ts';
import { drawnInOrder } from '../../model/judge/paired.ts';
import {
  eceByChanceOf,
  evaluateRows,
  type JudgedRows,
  type RowEvaluation,
} from '../../model/judge/row-evaluation.ts';
import type { FeatureMatrix } from '../../model/matrix.ts';
import type { Model } from '../../model/model-file.ts';
import type { History } from '../../model/training-history.ts';
import { precisionRecallAt } from '../../stats/precision-recall.ts';
import { rankByScore } from '../../stats/ranking.ts';
import { rowLeanings } from '../row-leanings.ts';
import { type Block, type Card, list, type Section, table, text } from './card.ts';
import type { AtThreshold } from './curve-charts.ts';
import { curveFigures } from './curve-figures.ts';
import { historyTable } from './data-section.ts';
import { estimateText, wholeText } from './figures.ts';
import { leaningFigures } from './leaning-figures.ts';
import { type Level, levelOf } from './level.ts';
import { purposeSection } from './purpose-section.ts';

/** Rows that the model has not learnt from, with their columns; the pictures are drawn from them. */
export interface JudgingRows {
  readonly parts: readonly string[];
  readonly matrix: FeatureMatrix;
  readonly judged: JudgedRows;
  readonly seed: number;
}

/**
 * The card of a model that was judged by single rows, without courses or days.
 *
 * @param judging rows with which to judge the model again and to draw pictures; null to show the figures of the model
 *   file, which has no rows and so gives no pictures
 */
export function rowsCard(model: Model, fromFile: RowEvaluation, judging: JudgingRows | null): Card {
  const evaluation = judging === null ? fromFile : evaluateRows(judging.judged, judging);
  return {
    title: `Model card: ${model.target}`,
    sections: [
      purposeSection(model.target),
      dataSection(model, evaluation, judging?.parts ?? model.metrics.evaluatedOn.parts),
      {
        heading: 'How good it is',
        blocks: [
          ...figuresOf(evaluation, judging && levelOf(judging.judged, judging.seed)),
          ...(judging === null ? [] : curvesOf(model, evaluation, judging)),
        ],
      },
      ...(judging === null ? [] : [leaningsSection(model, judging)]),
      limitsSection(judging !== null),
    ],
  };
}

const curvesOf = (model: Model, evaluation: RowEvaluation, { judged, seed }: JudgingRows): Block[] =>
  curveFigures(
    judged,
    {
      ...evaluation,
      eceByChance: eceByChanceOf(evaluation),
      atThreshold: atThreshold(judged, model.alertThreshold, seed),
    },
    { rows: 'the rows that judge', seed },
  );

/** Precision and recall of answering yes from a probability upwards; null where no row reaches it. */
function atThreshold(
  { probabilities, labels, groups }: JudgedRows,
  threshold: number,
  seed: number,
): AtThreshold {
  const ranking = rankByScore(probabilities, labels);
  return estimates(['precision', 'recall'], groups, { seed }, (timesDrawn) => {
    const times = timesDrawn && drawnInOrder(ranking, timesDrawn);
    const { precision, recall } = precisionRecallAt(ranking, threshold, times);
    return [precision, recall];
  });
}

const REPEATS = 5;

function leaningsSection(model: Model, { matrix, judged: { labels, groups }, seed }: JudgingRows): Section {
  const { rows, importances, contributions } = rowLeanings(model, matrix, labels, groups, {
    repeats: REPEATS,
    seed,
  });
  return {
    heading: 'What it leans on',
    blocks: [
      text(
        `Measured on ${wholeText(rows)} of the rows that judge. Importance is the fall of the area under the ROC curve when a column is shuffled among them; the intervals are 95 %, for other groups of rows and other shuffles. Columns that say nearly the same share their importance.`,
      ),
      ...leaningFigures(importances, contributions, 'column'),
    ],
  };
}

const limitsSection = (hasPictures: boolean): Section => ({
  heading: 'Limits',
  blocks: [
    list([
      'The figures are those of the data that judged it. On other data its level may differ: look at the figures of your own data (rekindle evaluate).',
      ...(hasPictures
        ? []
        : [
            'The file holds figures and no rows, so this card has no pictures; rekindle report with --data draws them.',
          ]),
    ]),
  ],
});

const dataSection = (model: Model, { n, groups }: RowEvaluation, judges: readonly string[]): Section => ({
  heading: 'Data window',
  blocks: [
    historyTable(model.trainedOn, judgedOn(model, judges, n, groups), 'groups'),
    text(
      'Rows of one group, for example of one user, are alike and were resampled together for the intervals.',
    ),
    list([
      `Model ${model.id}, made on ${model.createdAt.slice(0, 10)}: ${model.estimator.estimator}, ${model.calibration.kind} calibration.`,
      `Columns: ${model.indicators.join(', ')}.`,
    ]),
  ],
});

/** The history of the judging rows, as the model file records it; for other rows only the counts are known. */
const judgedOn = (model: Model, parts: readonly string[], rows: number, groups: number): History => {
  const { evaluatedOn } = model.metrics;
  const isKnown = parts.join() === evaluatedOn.parts.join();
  return isKnown ? evaluatedOn : { parts: [...parts], rows, groups, from: null, to: null, fingerprint: '' };
};

/** @param level null without rows to compute it from, when only the file's figures are known */
const figuresOf = (evaluation: RowEvaluation, level: Level | null): Block[] => [
  text('On rows that it did not learn from. Intervals are 95 %, from resampling groups.'),
  table(
    ['figure', 'value'],
    [
      ['rows', wholeText(evaluation.n)],
      ['groups', wholeText(evaluation.groups)],
      ...(level === null
        ? [['with the target', percent(evaluation.baseRate ?? 0)]]
        : [
            ['with the target', estimateText(level.share)],
            ['mean probability', estimateText(level.expected)],
          ]),
      ['ROC-AUC', estimateText(evaluation.auc)],
      ['average precision', estimateText(evaluation.averagePrecision)],
      ['accuracy', estimateText(evaluation.accuracy)],
      ['Brier score', estimateText(evaluation.brier)],
      ['root of the Brier score', estimateText(evaluation.rmse)],
      ['calibration error', estimateText(evaluation.ece)],
      [
        'calibration error that exactly true probabilities would show by chance',
        estimateText(eceByChanceOf(evaluation)),
      ],
    ],
  ),
];
