import type { Refusal } from './rejects.ts';

/** What one column of a file holds. */
export interface Column<T> {
  /** What would be right, for the message about a wrong value. */
  readonly expected: string;
  /** The value of a field, or undefined where the text is no valid value of the column. */
  readonly read: (text: string) => T | undefined;
}

/** The columns of a file, in the order of its header. */
export type Columns = Readonly<Record<string, Column<unknown>>>;

/** The values of a row, by column name. */
export type RowOf<C extends Columns> = {
  readonly [Name in keyof C]: C[Name] extends Column<infer T> ? T : never;
};

/** Any text that is not empty. */
export const text: Column<string> = {
  expected: 'a text',
  read: (found) => (found === '' ? undefined : found),
};

/** A column that nothing is computed from: whatever it holds is no reason to refuse a row. */
export const unused: Column<null> = { expected: 'anything', read: () => null };

/**
 * A whole number from `from` to `to`. `9.0` is 9 and `1e+05` is 100000: pandas writes the first where a column has gaps,
 * R the second where it is shorter.
 */
export const wholeNumber = (from: number, to: number): Column<number> => ({
  expected: `a whole number from ${from} to ${to}`,
  read: (found) => {
    const value = within(realOf(found), from, to);
    return Number.isInteger(value) ? value : undefined;
  },
});

/** A number from `from` to `to`, with or without decimals. */
export const decimal = (from: number, to: number): Column<number> => ({
  expected: `a number from ${from} to ${to}`,
  read: (found) => within(/^-?\d+(\.\d+)?$/.test(found) ? Number(found) : Number.NaN, from, to),
});

/** A number from `from` to `to` as programs write it, for example `0.25` or `2.5e-05`. */
export const real = (from: number, to: number): Column<number> => ({
  expected: `a number from ${from} to ${to}`,
  read: (found) => within(realOf(found), from, to),
});

/** `0` for no, `1` for yes. */
export const flag: Column<boolean> = {
  expected: 'one of 0, 1',
  read: (found) => {
    const value = wholeNumber(0, 1).read(found);
    return value === undefined ? undefined : value === 1;
  },
};

/** One of a few texts, each with its meaning. */
export const oneOf = <T>(meanings: Readonly<Record<string, T>>): Column<T> => ({
  expected: `one of ${Object.keys(meanings).join(', ')}`,
  read: (found) => (Object.hasOwn(meanings, found) ? meanings[found] : undefined),
});

/** A text that matches a pattern. */
export const matching = (form: RegExp, expected: string): Column<string> => ({
  expected,
  read: (found) => (form.test(found) ? found : undefined),
});

/**
 * What programs write where a value is missing, in lower case: the published sets `?`, R `NA`, pandas `nan`, `NaT` and
 * `<NA>`, Python `None`, databases `NULL` and `\N`, spreadsheets `#N/A`, people `-` and `n/a`.
 */
const MISSING = new Set(['', '?', '-', 'na', 'n/a', '#n/a', '<na>', 'nan', 'nat', 'null', 'none', '\\n']);
const LONGEST_MISSING = Math.max(...[...MISSING].map((word) => word.length));

/** A column that may be empty, or hold a word for what is missing. */
export const optional = <T>(column: Column<T>): Column<T | null> => ({
  expected: `${column.expected}, or nothing`,
  read: (found) =>
    found.length <= LONGEST_MISSING && MISSING.has(found.toLowerCase()) ? null : column.read(found),
});

export type ReadRow<C extends Columns> = { readonly row: RowOf<C> } | { readonly refusal: Refusal };

/** A function that reads the fields of one row, or names the wrong field. */
export function rowReader<C extends Columns>(columns: C): (fields: readonly string[]) => ReadRow<C> {
  const all = Object.entries(columns);
  return (fields) => {
    if (fields.length !== all.length)
      return {
        refusal: {
          reason: 'wrong_field_count',
          field: null,
          found: `${fields.length} fields`,
          expected: `${all.length} fields: ${Object.keys(columns).join(', ')}`,
        },
      };
    const row: Record<string, unknown> = {};
    for (let index = 0; index < all.length; index++) {
      const [name, column] = all[index] as [string, Column<unknown>];
      const found = fields[index] as string;
      const value = column.read(found);
      if (value === undefined)
        return { refusal: { reason: 'invalid_value', field: name, found, expected: column.expected } };
      row[name] = value;
    }
    return { row: row as RowOf<C> };
  };
}

/** The number that a text is as programs write it; NaN where it is none. */
const realOf = (found: string): number =>
  /^-?\d+(\.\d+)?(e[+-]?\d+)?$/i.test(found) ? Number(found) + 0 : Number.NaN;

const within = (value: number, from: number, to: number) =>
  value >= from && value <= to ? value : undefined;
