/** Columns of a table by name, in their order, with their ClickHouse types. */
export type ColumnTypes = Readonly<Record<string, string>>;

/** Values of a column on memory of their own, which passes from thread to thread without a copy. */
export type ColumnValues =
  | {
      readonly kind: 'texts';
      /** One text after another, as UTF-8. */
      readonly bytes: Uint8Array<ArrayBuffer>;
      /** Of each text; ABSENT for null. */
      readonly lengths: Int32Array<ArrayBuffer>;
    }
  /** NaN for null, 1 and 0 for true and false, times in epoch milliseconds. */
  | { readonly kind: 'numbers'; readonly values: Float64Array<ArrayBuffer> };

/** Rows of a table on their way into its files. */
export interface TableRows {
  readonly count: number;
  /** In the order of the columns. */
  readonly columns: readonly ColumnValues[];
  /** The rows as lines of a CSV file. */
  readonly csv: Uint8Array<ArrayBuffer>;
}

const ABSENT = -1;

type Rows = readonly Readonly<Record<string, unknown>>[];

/** @param rows each by column name: texts, numbers, booleans or null; times in epoch milliseconds */
export const tableRows = (rows: Rows, types: ColumnTypes): TableRows => ({
  count: rows.length,
  columns: Object.entries(types).map(([name, type]) =>
    type.includes('String') ? textsOf(rows, name) : numbersOf(rows, name),
  ),
  csv: new TextEncoder().encode(csvLines(rows, types)),
});

/** Memory that can be handed to another thread with the rows. */
export const memoryOf = ({
  columns,
  csv,
}: Pick<TableRows, 'columns'> & Partial<TableRows>): ArrayBuffer[] => [
  ...columns.flatMap((column) =>
    column.kind === 'texts' ? [column.bytes.buffer, column.lengths.buffer] : [column.values.buffer],
  ),
  ...(csv === undefined ? [] : [csv.buffer]),
];

function textsOf(rows: Rows, name: string): ColumnValues {
  const lengths = Int32Array.from(rows, (row) =>
    row[name] === null ? ABSENT : Buffer.byteLength(row[name] as string),
  );
  const bytes = Buffer.from(
    new ArrayBuffer(lengths.reduce((sum, length) => sum + Math.max(0, length), 0)),
  ) as Buffer<ArrayBuffer>;
  let at = 0;
  for (const row of rows) if (row[name] !== null) at += bytes.write(row[name] as string, at);
  return { kind: 'texts', bytes, lengths };
}

const numbersOf = (rows: Rows, name: string): ColumnValues => ({
  kind: 'numbers',
  values: Float64Array.from(rows, (row) => (row[name] === null ? Number.NaN : Number(row[name]))),
});

/** The values of a column as Parquet takes them: bytes, numbers, booleans or null. */
export function parquetValues(column: ColumnValues, type: string): unknown[] {
  if (column.kind === 'numbers') {
    const values = Array.from(column.values, (value) => (Number.isNaN(value) ? null : value));
    return type === 'Bool' ? values.map((value) => value === 1) : values;
  }
  const { bytes, lengths } = column;
  let at = bytes.byteOffset;
  return Array.from(lengths, (length) => {
    if (length === ABSENT) return null;
    at += length;
    return new Uint8Array(bytes.buffer, at - length, length);
  });
}

/** The first line of a CSV file, with its end. */
export const csvHead = (types: ColumnTypes): string => `${Object.keys(types).map(quoted).join(',')}\n`;

/** RFC 4180, with times in ISO 8601 and nothing for null. */
function csvLines(rows: Rows, types: ColumnTypes): string {
  const fields = Object.entries(types).map(([name, type]) => ({ name, isTime: type.includes('DateTime64') }));
  let lines = '';
  for (const row of rows) {
    let line = '';
    for (const { name, isTime } of fields) line += `,${csvField(row[name], isTime)}`;
    lines += `${line.slice(1)}\n`;
  }
  return lines;
}

function csvField(value: unknown, isTime: boolean): string {
  if (value === null) return '';
  if (isTime) return `"${new Date(value as number).toISOString()}"`;
  return typeof value === 'string' ? quoted(value) : String(value);
}

const quoted = (text: string) => `"${text.includes('"') ? text.replaceAll('"', '""') : text}"`;
