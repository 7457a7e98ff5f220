import { z } from 'zod';
import { InputError } from '../../errors.ts';
import type { FeatureMatrix } from '../matrix.ts';
import {
  categoryColumnSchema,
  type EncodedColumn,
  encodedColumns,
  encodedInput,
  inputCount,
  isCategoryColumn,
} from './encoding.ts';
import type { Estimator, FittedEstimator } from './estimator.ts';
import { fitLogistic } from './logistic-fit.ts';
import { BLOCK_ROWS, type Design } from './logistic-loss.ts';
import { standardColumnSchema } from './standardisation.ts';
import { checkTrainingRows, checkWidth } from './training-rows.ts';

const NAME = 'logistic_regression';

const paramsSchema = z.strictObject({
  /** Strength of the penalty on coefficients of standardised columns, per row; above 0. */
  penalty: z.number().positive().default(1e-3),
  /** Share of the penalty on absolute values, which drops columns; the rest is on squares. 0 is ridge, 1 is lasso. */
  l1Share: z.number().min(0).max(1).default(0),
  /** Share of the values clamped at each end of a column, so that no single row pulls a coefficient. */
  winsorShare: z.number().min(0).max(0.5).default(0.005),
  /** Whether to put a column on a logarithmic scale where it is less skewed there. */
  compressSkewed: z.boolean().default(true),
});
export type LogisticRegressionParams = z.infer<typeof paramsSchema>;

const categorySchema = categoryColumnSchema.shape.categories.element;

const fittedSchema = z.strictObject({
  intercept: z.number(),
  columns: z.array(
    z.union([
      standardColumnSchema.extend({
        coefficient: z.number(),
        /** Coefficient of the 0/1 input that marks missing values. */
        missingCoefficient: z.number(),
      }),
      categoryColumnSchema.extend({
        categories: z.array(categorySchema.extend({ coefficient: z.number() })),
      }),
    ]),
  ),
});
type Fitted = z.infer<typeof fittedSchema>;
type FittedColumn = Fitted['columns'][number];

/**
 * Logistic regression with an elastic-net penalty on standardised columns. A column with missing values in training also
 * gets a 0/1 input that marks them, and a categorical column gets an input for each category; all inputs of a column count
 * as that column's contribution.
 */
export const logisticRegression: Estimator<LogisticRegressionParams> = {
  name: NAME,
  paramsSchema,
  fit: (matrix, labels, { weights, params = paramsSchema.parse({}) }) => {
    checkTrainingRows(matrix, labels, weights);
    const columns = encodedColumns(matrix, weights, params);
    const fit = fitLogistic(designOf(matrix, columns), labels, weights, {
      l1: params.penalty * params.l1Share,
      l2: params.penalty * (1 - params.l1Share),
    });
    let taken = 0;
    return fittedEstimator({
      intercept: fit.intercept,
      columns: columns.map((column) => {
        const count = inputCount(column);
        taken += count;
        return withCoefficients(column, fit.coefficients.subarray(taken - count, taken));
      }),
    });
  },
  fromJson: (json) => {
    const parsed = fittedSchema.safeParse(json);
    if (!parsed.success) throw new InputError(`Damaged ${NAME}:\n${z.prettifyError(parsed.error)}`);
    return fittedEstimator(parsed.data);
  },
};

function withCoefficients(column: EncodedColumn, coefficients: Float64Array): FittedColumn {
  if (!isCategoryColumn(column))
    return { ...column, coefficient: coefficients[0], missingCoefficient: coefficients[1] ?? 0 };
  return {
    ...column,
    categories: column.categories.map((category, nth) => ({ ...category, coefficient: coefficients[nth] })),
  };
}

function fittedEstimator(fitted: Fitted): FittedEstimator {
  const { intercept, columns } = fitted;
  const names = columns.map((column) => column.name);
  const part = (place: number, value: number): number => {
    const column = columns[place];
    if (isCategoryColumn(column))
      return column.categories.reduce(
        (sum, { coefficient }, nth) => sum + coefficient * encodedInput(column, nth, value),
        0,
      );
    return (
      column.coefficient * encodedInput(column, 0, value) +
      column.missingCoefficient * encodedInput(column, 1, value)
    );
  };
  return {
    estimator: NAME,
    columns: names,
    margin: (row) => {
      checkWidth(row, names);
      let sum = intercept;
      for (let place = 0; place < columns.length; place += 1) sum += part(place, row[place]);
      return sum;
    },
    contributions: (row, out) => {
      checkWidth(row, names);
      for (let place = 0; place < columns.length; place += 1) out[place] = part(place, row[place]);
      return intercept;
    },
    toJson: () => fitted,
  };
}

/** The inputs of each column, in the order of the columns. */
function designOf(matrix: FeatureMatrix, columns: readonly EncodedColumn[]): Design {
  const inputs = columns.flatMap((column, place) =>
    Array.from({ length: inputCount(column) }, (_, nth) => ({ column, place, nth })),
  );
  return {
    rows: matrix.rows,
    width: inputs.length,
    fill: (block, from, to) => {
      inputs.forEach(({ column, place, nth }, input) => {
        for (let row = from; row < to; row += 1) {
          const value = matrix.values[row * columns.length + place];
          block[input * BLOCK_ROWS + row - from] = encodedInput(column, nth, value);
        }
      });
    },
  };
}
