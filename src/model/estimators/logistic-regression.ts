import { z } from 'zod';
import { InputError } from '../../errors.ts';
import type { FeatureMatrix } from '../matrix.ts';
import type { Estimator, FittedEstimator } from './estimator.ts';
import { BLOCK_ROWS, type Design, fitLogistic } from './logistic-newton.ts';
import {
  type StandardColumn,
  standardColumnSchema,
  standardColumns,
  standardise,
  standardiseMissing,
} from './standardisation.ts';

const NAME = 'logistic_regression';

const paramsSchema = z.strictObject({
  /** Strength of the penalty on squared coefficients of standardised columns, per row; above 0. */
  l2: z.number().positive().default(1e-3),
  /** Share of the values clamped at each end of a column, so that no single row pulls a coefficient. */
  winsorShare: z.number().min(0).max(0.5).default(0.005),
  /** Whether a column that is less skewed on a logarithmic scale is put on one. */
  compressSkewed: z.boolean().default(true),
});
export type LogisticRegressionParams = z.infer<typeof paramsSchema>;

const fittedSchema = z.strictObject({
  intercept: z.number(),
  columns: z.array(
    standardColumnSchema.extend({
      coefficient: z.number(),
      /** Coefficient of the 0/1 column that tells which values were missing. */
      missingCoefficient: z.number(),
    }),
  ),
});
type Fitted = z.infer<typeof fittedSchema>;

/**
 * Logistic regression with a quadratic penalty on standardised columns. A column with missing values in training also
 * gets a 0/1 column that tells which were missing; both count as the one column's contribution.
 */
export const logisticRegression: Estimator<LogisticRegressionParams> = {
  name: NAME,
  paramsSchema,
  fit: (matrix, labels, { weights, params = paramsSchema.parse({}) }) => {
    checkTrainingRows(matrix, labels, weights);
    const columns = standardColumns(matrix, weights, params);
    const withMissing = columns
      .keys()
      .filter((place) => columns[place].missing !== null)
      .toArray();
    const fit = fitLogistic(designOf(matrix, columns, withMissing), labels, weights, params.l2);
    return fittedEstimator({
      intercept: fit.intercept,
      columns: columns.map((column, place) => ({
        ...column,
        coefficient: fit.coefficients[place],
        missingCoefficient:
          column.missing === null ? 0 : fit.coefficients[columns.length + withMissing.indexOf(place)],
      })),
    });
  },
  fromJson: (json) => {
    const parsed = fittedSchema.safeParse(json);
    if (!parsed.success) throw new InputError(`Damaged ${NAME}:\n${z.prettifyError(parsed.error)}`);
    return fittedEstimator(parsed.data);
  },
};

function fittedEstimator(fitted: Fitted): FittedEstimator {
  const { intercept, columns } = fitted;
  const part = (place: number, value: number): number => {
    const column = columns[place];
    return (
      column.coefficient * standardise(column, value) +
      column.missingCoefficient * standardiseMissing(column, value)
    );
  };
  const checkWidth = (row: Float64Array): void => {
    if (row.length !== columns.length)
      throw new RangeError(
        `A row of ${row.length} values was given to a model of ${columns.length} columns.`,
      );
  };
  return {
    estimator: NAME,
    columns: columns.map((column) => column.name),
    margin: (row) => {
      checkWidth(row);
      let sum = intercept;
      for (let place = 0; place < columns.length; place += 1) sum += part(place, row[place]);
      return sum;
    },
    contributions: (row, out) => {
      checkWidth(row);
      for (let place = 0; place < columns.length; place += 1) out[place] = part(place, row[place]);
      return intercept;
    },
    toJson: () => fitted,
  };
}

/** Standardised columns, then the 0/1 columns of those with missing values. */
function designOf(
  matrix: FeatureMatrix,
  columns: readonly StandardColumn[],
  withMissing: readonly number[],
): Design {
  const width = matrix.columns.length;
  const fillColumn = (
    block: Float64Array,
    target: number,
    from: number,
    to: number,
    place: number,
    step: typeof standardise,
  ): void => {
    const column = columns[place];
    for (let row = from; row < to; row += 1)
      block[target * BLOCK_ROWS + row - from] = step(column, matrix.values[row * width + place]);
  };
  return {
    rows: matrix.rows,
    width: width + withMissing.length,
    fill: (block, from, to) => {
      for (let place = 0; place < width; place += 1) fillColumn(block, place, from, to, place, standardise);
      for (let k = 0; k < withMissing.length; k += 1)
        fillColumn(block, width + k, from, to, withMissing[k], standardiseMissing);
    },
  };
}

function checkTrainingRows(
  matrix: FeatureMatrix,
  labels: Uint8Array,
  weights: Float64Array | undefined,
): void {
  if (labels.length !== matrix.rows)
    throw new InputError(
      `Training needs a label for each of the ${matrix.rows} rows; there are ${labels.length}.`,
    );
  if (weights !== undefined && weights.length !== matrix.rows)
    throw new InputError(
      `Training needs a weight for each of the ${matrix.rows} rows; there are ${weights.length}.`,
    );
  for (const label of [0, 1]) {
    if (!labels.some((value, row) => value === label && (weights === undefined || weights[row] > 0)))
      throw new InputError(`Training needs rows of both labels; none has label ${label}.`);
  }
}
