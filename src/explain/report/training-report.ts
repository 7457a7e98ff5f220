import { columnAt, type FeatureMatrix } from '../../model/matrix.ts';
import type { Model } from '../../model/model-file.ts';
import type { ComparedEstimator } from '../../model/nudge/compare-estimators.ts';
import type { ClassFigures } from '../../stats/classification-report.ts';
import { type RowLeanings, rowLeanings } from '../row-leanings.ts';
import { importanceChart } from './contribution-charts.ts';
import { estimateText, wholeText } from './figures.ts';
import { nameOf } from './leaning-figures.ts';
import { svgOf } from './svg.ts';

export interface TrainingReportInput {
  readonly model: Model;
  /** The columns of the table that it was trained on. */
  readonly matrix: FeatureMatrix;
  readonly labels: Uint8Array;
  readonly compared: readonly ComparedEstimator[];
  readonly seed: number;
}

const REPEATS = 20;

/** The report of a training, as file names and their texts. */
export function trainingReport(input: TrainingReportInput): Readonly<Record<string, string>> {
  const { model, matrix, labels, compared, seed } = input;
  const eachByItself = Array.from(labels, (_, row) => String(row));
  const leanings = rowLeanings(model, matrix, labels, eachByItself, { repeats: REPEATS, seed });
  return {
    'comparison.json': json({ ...headOf(input), estimators: compared.map(comparisonOf) }),
    'comparison.txt': comparisonText(input),
    'classification-report.json': json({
      ...headOf(input),
      estimators: Object.fromEntries(
        compared.map(({ estimator, classification, confusion }) => [
          estimator,
          { ...classification, confusion },
        ]),
      ),
    }),
    'classification-report.txt': classificationText(input),
    'confusion-matrix.csv': confusionCsv(compared),
    'importances.csv': importancesCsv(leanings),
    'importances.svg': svgOf(importanceChart(leanings.importances, nameOf)),
    'final-features.json': json(finalFeatures(input, leanings)),
  };
}

const json = (document: unknown): string => `${JSON.stringify(document, null, 2)}\n`;

const headOf = ({ model, labels }: TrainingReportInput) => ({
  modelId: model.id,
  target: model.target,
  chosen: model.estimator.estimator,
  trainedOn: model.trainedOn.parts,
  judgedOn: model.metrics.evaluatedOn.parts,
  rows: labels.length,
  threshold: model.alertThreshold,
  classBalance: CLASS_BALANCE,
});

const CLASS_BALANCE =
  'Both labels have the same total weight in every fit; the calibration, learnt from the rows without weights, brings the probabilities back to the share of yes in the table.';

const comparisonOf = ({ estimator, evaluation, classification, againstChosen }: ComparedEstimator) => ({
  estimator,
  evaluation,
  macroF1: classification.macro.f1,
  againstChosen,
});

/** The lines with which all texts begin: the model, its data and its threshold. */
const opening = (input: TrainingReportInput): string[] => {
  const head = headOf(input);
  return [
    `${head.target}: ${head.chosen} (model ${head.modelId}), ${wholeText(head.rows)} rows, judged on ${head.judgedOn.join(', ')}.`,
    `Yes from a probability of ${head.threshold}. ${CLASS_BALANCE}`,
    '',
  ];
};

function comparisonText(input: TrainingReportInput): string {
  const rows = input.compared.map(({ estimator, evaluation, classification, againstChosen }) => [
    estimator,
    ...[evaluation.auc, evaluation.accuracy, evaluation.brier, evaluation.ece].map((one) =>
      estimateText(one),
    ),
    classification.macro.f1.toFixed(4),
    againstChosen === null ? 'chosen' : estimateText(againstChosen.accuracy.difference, 4),
  ]);
  return lines([
    ...opening(input),
    'Every estimator by the same five folds; 95 % intervals from drawing the rows anew. The last column is the difference of',
    'accuracy from the chosen estimator, over the same rows: the chosen one is not worse where the range holds 0 or lies below.',
    '',
    ...aligned([
      ['estimator', 'ROC-AUC', 'accuracy', 'Brier score', 'calibration error', 'macro F1', 'accuracy less'],
      ...rows,
    ]),
  ]);
}

const classificationText = (input: TrainingReportInput): string =>
  lines([
    ...opening(input),
    ...input.compared.flatMap(({ estimator, classification, confusion }) => [
      `${estimator}, accuracy ${classification.accuracy.toFixed(4)}`,
      ...aligned([
        ['', 'precision', 'recall', 'F1', 'support'],
        ...(['no', 'yes', 'macro', 'weighted'] as const).map((name) => [
          name,
          ...cellsOf(classification[name]),
        ]),
      ]),
      ...aligned([
        ['', 'said no', 'said yes'],
        ['was no', String(confusion.trueNegatives), String(confusion.falsePositives)],
        ['was yes', String(confusion.falseNegatives), String(confusion.truePositives)],
      ]),
      '',
    ]),
  ]);

const cellsOf = ({ precision, recall, f1, support }: ClassFigures): string[] => [
  ...[precision, recall, f1].map((figure) => figure.toFixed(4)),
  String(support),
];

const confusionCsv = (compared: readonly ComparedEstimator[]): string =>
  lines([
    'estimator,actual,predicted_no,predicted_yes',
    ...compared.flatMap(({ estimator, confusion }) => [
      `${estimator},no,${confusion.trueNegatives},${confusion.falsePositives}`,
      `${estimator},yes,${confusion.falseNegatives},${confusion.truePositives}`,
    ]),
  ]);

const importancesCsv = ({ importances, contributions }: RowLeanings): string =>
  lines([
    'feature,auc_drop,low,high,mean_contribution_log_odds',
    ...importances.map(({ indicator, aucDrop, low, high }) =>
      [indicator, aucDrop, low, high, meanSizeOf(contributions, indicator)].join(','),
    ),
  ]);

const meanSizeOf = (contributions: RowLeanings['contributions'], feature: string): number =>
  contributions.find(({ indicator }) => indicator === feature)?.meanSize ?? 0;

/** The columns that the model reads, in their order, with their least, mean and greatest values in training. */
const finalFeatures = (
  { model, matrix }: TrainingReportInput,
  { importances, contributions }: RowLeanings,
) => ({
  modelId: model.id,
  target: model.target,
  features: model.indicators.map((feature) => {
    const values = columnAt(matrix, matrix.columns.indexOf(feature));
    return {
      feature,
      least: values.reduce((least, value) => Math.min(least, value), Infinity),
      mean: values.reduce((sum, value) => sum + value, 0) / values.length,
      most: values.reduce((most, value) => Math.max(most, value), -Infinity),
      aucDrop: importances.find(({ indicator }) => indicator === feature)?.aucDrop ?? 0,
      meanContributionLogOdds: meanSizeOf(contributions, feature),
    };
  }),
});

/** The rows as text, with aligned columns two spaces apart. */
function aligned(rows: readonly (readonly string[])[]): string[] {
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)));
  return rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column]))
      .join('  ')
      .trimEnd(),
  );
}

const lines = (all: readonly string[]): string => `${all.join('\n')}\n`;
