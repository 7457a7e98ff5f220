import type { Estimate } from '../../model/judge/evaluation.ts';
import { eceByChanceOf, type RowEvaluation } from '../../model/judge/row-evaluation.ts';

/** A table for people: a header, then a line for each evaluation. */
export const rowFigures = (evaluations: Readonly<Record<string, RowEvaluation>>): string =>
  [
    `${''.padEnd(WIDTH)}${HEAD.map((head) => head.padEnd(WIDTH)).join('')}`,
    ...Object.entries(evaluations).map(
      ([name, evaluation]) =>
        `${name.padEnd(WIDTH)}${[
          String(evaluation.n),
          ...[
            evaluation.auc,
            evaluation.rmse,
            evaluation.accuracy,
            evaluation.ece,
            eceByChanceOf(evaluation),
          ].map(withInterval),
        ]
          .map((cell) => cell.padEnd(WIDTH))
          .join('')}`,
    ),
  ]
    .map((line) => line.trimEnd())
    .join('\n');

const WIDTH = 22;
const HEAD = ['rows', 'AUC', 'RMSE', 'accuracy', 'calibration error', 'by chance'];

const withInterval = ({ value, low, high }: Estimate): string =>
  value === null
    ? '-'
    : low === null
      ? value.toFixed(3)
      : `${value.toFixed(3)} (${low.toFixed(3)}-${high?.toFixed(3)})`;
