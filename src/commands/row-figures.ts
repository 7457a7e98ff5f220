import type { Estimate } from '../model/metrics.ts';
import type { RowEvaluation } from '../model/row-evaluation.ts';

/** A line for each evaluation, under a head, for people. */
export const rowFigures = (evaluations: Readonly<Record<string, RowEvaluation>>): string =>
  [
    `${''.padEnd(WIDTH)}${HEAD.map((head) => head.padEnd(WIDTH)).join('')}`,
    ...Object.entries(evaluations).map(
      ([name, evaluation]) =>
        `${name.padEnd(WIDTH)}${[
          String(evaluation.n),
          ...[evaluation.auc, evaluation.rmse, evaluation.accuracy, evaluation.ece].map(withInterval),
        ]
          .map((cell) => cell.padEnd(WIDTH))
          .join('')}`,
    ),
  ]
    .map((line) => line.trimEnd())
    .join('\n');

const WIDTH = 22;
const HEAD = ['rows', 'AUC', 'RMSE', 'accuracy', 'calibration error'];

const withInterval = ({ value, low, high }: Estimate): string =>
  value === null ? '-' : `${value.toFixed(3)} (${low?.toFixed(3)}-${high?.toFixed(3)})`;
