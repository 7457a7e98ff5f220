import { z } from 'zod';
import { columnAt, type FeatureMatrix } from '../matrix.ts';
import {
  type StandardColumn,
  type StandardisationOptions,
  standardColumn,
  standardColumnSchema,
  standardise,
  standardiseMissing,
} from './standardisation.ts';

/**
 * A column of category codes as one 0/1 input per category, less the category's share, so that the average row gives 0.
 * The inputs are not scaled to deviation 1: a penalty then weighs most on the categories with the fewest rows. A code
 * that training did not meet gives 0/1 inputs of 0 throughout.
 */
export const categoryColumnSchema = z.object({
  name: z.string(),
  categories: z.array(
    z.object({
      /** Null stands for a missing value. */
      code: z.int().min(0).nullable(),
      share: z.number().min(0).max(1),
    }),
  ),
});
export type CategoryColumn = z.infer<typeof categoryColumnSchema>;

/** How a raw column becomes the inputs of an estimator that adds and multiplies. */
export const encodedColumnSchema = z.union([standardColumnSchema, categoryColumnSchema]);
export type EncodedColumn = StandardColumn | CategoryColumn;

export const isCategoryColumn = (column: EncodedColumn): column is CategoryColumn => 'categories' in column;

/** Learns how to encode each column of `matrix`. Rows of weight 0 are ignored. */
export const encodedColumns = (
  matrix: FeatureMatrix,
  weights: Float64Array | undefined,
  options: StandardisationOptions,
): EncodedColumn[] =>
  matrix.columns.map((name, place) =>
    matrix.categories?.includes(name)
      ? categoryColumn(name, columnAt(matrix, place), weights)
      : standardColumn(name, columnAt(matrix, place), weights, options),
  );

function categoryColumn(
  name: string,
  values: Float64Array,
  weights: Float64Array | undefined,
): CategoryColumn {
  const weightOf = new Map<number, number>();
  let total = 0;
  for (let row = 0; row < values.length; row += 1) {
    const weight = weights === undefined ? 1 : weights[row];
    if (weight === 0) continue;
    weightOf.set(values[row], (weightOf.get(values[row]) ?? 0) + weight);
    total += weight;
  }
  const categories = [...weightOf]
    .sort(([a], [b]) => (Number.isNaN(a) ? -1 : Number.isNaN(b) ? 1 : a - b))
    .map(([code, weight]) => ({ code: Number.isNaN(code) ? null : code, share: weight / total }));
  return { name, categories: categories.length === 1 ? [] : categories };
}

/**
 * How many inputs the column gives: the number and, where values were missing in training, a 0/1 that marks missing values;
 * or one for each category.
 */
export function inputCount(column: EncodedColumn): number {
  if (isCategoryColumn(column)) return column.categories.length;
  return column.missing === null ? 1 : 2;
}

/** The column's input number `nth` for a raw value. */
export function encodedInput(column: EncodedColumn, nth: number, value: number): number {
  if (!isCategoryColumn(column))
    return nth === 0 ? standardise(column, value) : standardiseMissing(column, value);
  const { code, share } = column.categories[nth];
  return (value === code || (code === null && Number.isNaN(value)) ? 1 : 0) - share;
}
