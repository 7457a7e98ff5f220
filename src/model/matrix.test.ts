import { describe, expect, it } from 'vitest';
import { InputError } from '../errors.ts';
import { columnAt, featureMatrix, rowOf, selectColumns, selectRows } from './matrix.ts';

const matrix = featureMatrix(['a', 'b'], Float64Array.of(1, 2, 3, Number.NaN, 5, 6));

describe('featureMatrix', () => {
  it('knows its rows and columns', () => {
    expect(matrix.rows).toBe(3);
    expect(Array.from(rowOf(matrix, 1))).toEqual([3, Number.NaN]);
    expect(Array.from(columnAt(matrix, 0))).toEqual([1, 3, 5]);
  });

  it('refuses values that do not make a matrix, saying why', () => {
    expect(() => featureMatrix(['a', 'b'], Float64Array.of(1, 2, 3))).toThrow(
      /3 values do not fill rows of 2/,
    );
    expect(() => featureMatrix(['a', 'a'], Float64Array.of(1, 2))).toThrow(/column a is named twice/);
    expect(() => featureMatrix(['a', 'b'], Float64Array.of(1, 2, 3, -Infinity))).toThrow(/row 1, column b/);
    expect(() => featureMatrix([], Float64Array.of(1))).toThrow(InputError);
  });
});

describe('selecting', () => {
  it('takes rows in the order given, also more than once', () => {
    expect(Array.from(selectRows(matrix, [2, 0, 2]).values)).toEqual([5, 6, 1, 2, 5, 6]);
  });

  it('takes columns in the order given', () => {
    expect(selectColumns(matrix, ['b', 'a'])).toEqual({
      columns: ['b', 'a'],
      rows: 3,
      values: Float64Array.of(2, 1, Number.NaN, 3, 6, 5),
    });
    expect(() => selectColumns(matrix, ['c'])).toThrow(/no column c/);
  });
});
