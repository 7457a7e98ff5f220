import { ByteWriter, ParquetWriter, type SchemaElement } from 'hyparquet-writer';
import {
  type ColumnTypes,
  type ColumnValues,
  memoryOf,
  parquetValues,
  release,
  type TableRows,
} from './table-columns.ts';

/**
 * How many rows are held and then packed together. With more rows the packing also gets slower, because the values
 * outlive the young generation of the heap.
 */
const ROW_GROUP_ROWS = 2_500;

/** Packs the rows of one table; append the returned bytes to the file. */
export interface ParquetPacker {
  add(rows: Pick<TableRows, 'count' | 'columns'>): Uint8Array<ArrayBuffer>;
  finish(): Uint8Array<ArrayBuffer>;
}

/** A Parquet file with the types that ClickHouse gives to these columns, packed by snappy. */
export function createParquetPacker(types: ColumnTypes): ParquetPacker {
  const columns = Object.entries(types).map(([name, type]) => ({ name, type }));
  const bytes = new ByteWriter();
  const writer = new ParquetWriter({ writer: bytes, schema: schemaOf(types), statistics: false });
  const taken = () => {
    const packed = bytes.getBytes().slice();
    bytes.index = 0;
    return packed;
  };
  let held: (readonly ColumnValues[])[] = [];
  let heldRows = 0;
  const pack = () => {
    const columnData = columns.map(({ name, type }, n) => ({
      name,
      data: held.flatMap((added) => parquetValues(added[n] as ColumnValues, type)),
      // A dictionary of repeated values takes longer than it saves: snappy finds the repetitions, too.
      encoding: 'PLAIN' as const,
    }));
    writer.write({ columnData, rowGroupSize: Math.max(1, heldRows) });
    for (const columns of held) release(memoryOf({ columns }));
    held = [];
    heldRows = 0;
  };
  return {
    add({ columns, count }) {
      held.push(columns);
      heldRows += count;
      if (heldRows >= ROW_GROUP_ROWS) pack();
      return taken();
    },
    finish() {
      pack();
      writer.finish();
      return taken();
    },
  };
}

const schemaOf = (types: ColumnTypes): SchemaElement[] => [
  { name: 'root', num_children: Object.keys(types).length },
  ...Object.entries(types).map(([name, type]): SchemaElement => {
    const [, nullable] = /^Nullable\((.*)\)$/.exec(type) ?? [];
    const repetition_type = nullable === undefined ? 'REQUIRED' : 'OPTIONAL';
    return { name, repetition_type, ...storedAs(nullable ?? type) };
  }),
];

function storedAs(type: string): Omit<SchemaElement, 'name'> {
  switch (type) {
    case 'String':
      return { type: 'BYTE_ARRAY', converted_type: 'UTF8', logical_type: { type: 'STRING' } };
    case 'Float64':
      return { type: 'DOUBLE' };
    case 'Bool':
      return { type: 'BOOLEAN' };
    case "DateTime64(3, 'UTC')":
      return {
        type: 'INT64',
        converted_type: 'TIMESTAMP_MILLIS',
        logical_type: { type: 'TIMESTAMP', isAdjustedToUTC: true, unit: 'MILLIS' },
      };
    default:
      throw new Error(`no Parquet type for ${type}`);
  }
}
