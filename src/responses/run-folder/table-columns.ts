/** Columns of a table by name, in their order, with their ClickHouse types. */
export type ColumnTypes = Readonly<Record<string, string>>;

/** The values of a column in their own memory, which can be transferred between threads without a copy. */
export type ColumnValues =
  | {
      readonly kind: 'texts';
      /** One text after another, as UTF-8. */
      readonly bytes: Uint8Array<ArrayBuffer>;
      /** The length of each text in bytes; ABSENT for null. */
      readonly lengths: Int32Array<ArrayBuffer>;
    }
  /** NaN for null, 1 and 0 for true and false, times in epoch milliseconds. */
  | { readonly kind: 'numbers'; readonly values: Float64Array<ArrayBuffer> };

/** Rows of a table, to be written into its files. */
export interface TableRows {
  readonly count: number;
  /** In the order of the table's columns. */
  readonly columns: readonly ColumnValues[];
  /** The rows as lines of a CSV file. */
  readonly csv: Uint8Array<ArrayBuffer>;
}

const ABSENT = -1;

type Rows = readonly Readonly<Record<string, unknown>>[];

/** @param rows objects by column name with texts, numbers, booleans or null; times in epoch milliseconds */
export const tableRows = (rows: Rows, types: ColumnTypes): TableRows => ({
  count: rows.length,
  columns: Object.entries(types).map(([name, type]) =>
    type.includes('String') ? textsOf(rows, name) : numbersOf(rows, name),
  ),
  csv: new TextEncoder().encode(csvLines(rows, types)),
});

/** The memory that is transferred to a different thread together with the rows. */
export const memoryOf = ({
  columns,
  csv,
}: Pick<TableRows, 'columns'> & Partial<TableRows>): ArrayBuffer[] => [
  ...columns.flatMap((column) =>
    column.kind === 'texts' ? [column.bytes.buffer, column.lengths.buffer] : [column.values.buffer],
  ),
  ...(csv === undefined ? [] : [csv.buffer]),
];

/**
 * Frees memory at once. The garbage collector sees only the small objects that refer to it, and so lets tens of
 * megabytes accumulate.
 */
export function release(memory: readonly ArrayBuffer[]): void {
  for (const buffer of memory) buffer.transfer(0);
}

function textsOf(rows: Rows, name: string): ColumnValues {
  const texts = rows.map((row) => row[name] as string | null);
  const joined = texts.join('');
  const bytes = new TextEncoder().encode(joined);
  // If all texts are ASCII, which is quick to check, each character is one byte.
  if (bytes.length === joined.length)
    return { kind: 'texts', bytes, lengths: new Int32Array(texts.map((text) => text?.length ?? ABSENT)) };
  const each = texts.map((text) => (text === null ? null : Buffer.from(text)));
  return {
    kind: 'texts',
    // Not the bytes of the joined text: there, half a surrogate pair that ends one text and half a pair that starts the
    // next would become one character.
    bytes: new Uint8Array(Buffer.concat(each.filter((one) => one !== null))),
    lengths: new Int32Array(each.map((one) => one?.length ?? ABSENT)),
  };
}

function numbersOf(rows: Rows, name: string): ColumnValues {
  const values = new Float64Array(rows.length);
  for (const [n, row] of rows.entries()) values[n] = row[name] === null ? Number.NaN : Number(row[name]);
  return { kind: 'numbers', values };
}

/** The values of a column as Parquet takes them: bytes, numbers, booleans or null. */
export function parquetValues(column: ColumnValues, type: string): unknown[] {
  const values: unknown[] = [];
  if (column.kind === 'numbers') {
    for (const value of column.values)
      values.push(type === 'Bool' ? value === 1 : Number.isNaN(value) ? null : value);
    return values;
  }
  const { bytes, lengths } = column;
  let at = bytes.byteOffset;
  for (const length of lengths) {
    values.push(length === ABSENT ? null : new Uint8Array(bytes.buffer, at, length));
    at += Math.max(0, length);
  }
  return values;
}

/** The first line of a CSV file, with its end. */
export const csvHead = (types: ColumnTypes): string => `${Object.keys(types).map(quoted).join(',')}\n`;

/** RFC 4180, with times in ISO 8601 and nothing for null. */
function csvLines(rows: Rows, types: ColumnTypes): string {
  const fields = Object.entries(types).map(([name, type]) => {
    const field = type.includes('String') ? quoted : type.includes('DateTime64') ? isoTime : String;
    return rows.map((row) => (row[name] === null ? '' : field(row[name] as never)));
  });
  let lines = '';
  for (let n = 0; n < rows.length; n += 1) {
    lines += fields[0]?.[n];
    for (let f = 1; f < fields.length; f += 1) lines += `,${fields[f]?.[n]}`;
    lines += '\n';
  }
  return lines;
}

const isoTime = (epochMs: number) => `"${new Date(epochMs).toISOString()}"`;

const quoted = (text: string) => `"${text.includes('"') ? text.replaceAll('"', '""') : text}"`;
