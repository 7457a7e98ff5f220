import { Readable } from 'node:stream';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { InputError } from '../errors.ts';
import { text, wholeNumber } from './column.ts';
import { type CsvFile, checkHeader, readTable } from './csv-table.ts';
import type { Place, Refusal, Rejects } from './rejects.ts';

const COLUMNS = { name: text, count: wholeNumber(0, 99) };

const fileOf = (content: string | readonly Buffer[]): CsvFile => ({
  name: 'people.csv',
  sizeBytes: Buffer.byteLength(typeof content === 'string' ? content : Buffer.concat([...content])),
  checksum: '',
  open: async () => Readable.from(typeof content === 'string' ? [Buffer.from(content)] : [...content]),
});

async function read(content: string | readonly Buffer[]) {
  const rows: { name: string; count: number }[] = [];
  const refused: (Place & Refusal)[] = [];
  const rejects: Rejects = {
    path: 'rejects.jsonl',
    hasRead: () => {},
    files: () => [],
    add: (place, refusal) => refused.push({ ...place, ...refusal }),
    countOf: () => refused.length,
    byReason: () => ({}),
    close: () => {},
  };
  let bytes = 0;
  const count = await readTable(
    fileOf(content),
    COLUMNS,
    (row) => {
      rows.push(row);
      return null;
    },
    rejects,
    async (more) => {
      bytes += more;
    },
  );
  return { rows, refused, count, bytes };
}

describe('a table', () => {
  const both = [
    { name: 'Ann', count: 1 },
    { name: 'Ben', count: 2 },
  ];
  test.each([
    ['unquoted', 'name,count\nAnn,1\nBen,2\n'],
    ['quoted', '"name","count"\n"Ann","1"\n"Ben","2"\n'],
    ['partly quoted', 'name,count\n"Ann",1\nBen,"2"\n'],
    ['with CRLF', '"name","count"\r\n"Ann","1"\r\n"Ben","2"\r\n'],
    ['with CRLF and no quotes', 'name,count\r\nAnn,1\r\nBen,2\r\n'],
    ['with a byte order mark', '\uFEFF"name","count"\n"Ann","1"\n"Ben","2"\n'],
    ['without an end to its last line', 'name,count\nAnn,1\nBen,2'],
    ['with empty lines', 'name,count\n\nAnn,1\n\n\nBen,2\n\n'],
  ])('is read %s', async (_, content) => {
    expect(await read(content)).toEqual({
      rows: both,
      refused: [],
      count: 2,
      bytes: Buffer.byteLength(content),
    });
  });

  test('keeps commas and doubled quotes inside quotes', async () => {
    expect((await read('name,count\n"Ann, the ""elder""",1\n')).rows).toEqual([
      { name: 'Ann, the "elder"', count: 1 },
    ]);
  });

  test.each([
    ['opened and never closed', '"Ann,1'],
    ['in the middle of a field', 'A"nn,1'],
    ['closed too early', '"A"nn,1'],
    ['alone', '"'],
  ])('loses only its own line to a quote %s', async (_, line) => {
    const { rows, refused } = await read(`name,count\nAnn,1\n${line}\nBen,2\n`);
    expect(rows).toEqual(both);
    expect(refused).toEqual([
      {
        file: 'people.csv',
        line: 3,
        row: line,
        reason: 'broken_quote',
        field: null,
        found: line,
        expected: 'every quoted field closed on its own line',
      },
    ]);
  });

  test('names the line of a wrong field', async () => {
    const { rows, refused, count } = await read('name,count\nAnn,1\n\nCat,many\nBen,2\nDan\n');
    expect(rows).toEqual(both);
    expect(count).toBe(4);
    expect(refused.map(({ line, reason, field, row }) => ({ line, reason, field, row }))).toEqual([
      { line: 4, reason: 'invalid_value', field: 'count', row: 'Cat,many' },
      { line: 6, reason: 'wrong_field_count', field: null, row: 'Dan' },
    ]);
  });

  test('reads the same rows however the file is cut into pieces', async () => {
    const content = Buffer.from('\uFEFFname,count\r\n"Zoë, ""Z""",1\n"broken,2\r\n\nĐorđe,3\nlast,4');
    const whole = await read([content]);
    expect(whole.rows.map((row) => row.name)).toEqual(['Zoë, "Z"', 'Đorđe', 'last']);
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: 1, max: content.length - 1 })), async (cuts) => {
        const edges = [0, ...new Set(cuts.sort((a, b) => a - b)), content.length];
        const pieces = edges.slice(1).map((edge, index) => content.subarray(edges[index], edge));
        expect(await read(pieces)).toEqual(whole);
      }),
    );
  });

  test('is refused if a line has more than a million characters', async () => {
    await expect(read(`name,count\n${'x'.repeat(1_100_000)}`)).rejects.toThrow(InputError);
  });
});

describe('the header', () => {
  test.each(['name,count\nAnn,1\n', '\uFEFF"name","count"\r\n', 'name,count'])(
    'may be %j',
    async (content) => {
      await expect(checkHeader(fileOf(content), COLUMNS)).resolves.toBeUndefined();
    },
  );

  test.each([
    ['count,name\n', '"count,name"'],
    ['name\n', '"name"'],
    ['Ann,1\n', '"Ann,1"'],
    ['"name,count\n', '"\\"name,count"'],
    ['\nname,count\n', '""'],
  ])('may not be %j', async (content, found) => {
    await expect(checkHeader(fileOf(content), COLUMNS)).rejects.toThrow(
      new InputError(`people.csv has the header ${found}; expected "name,count"`),
    );
  });

  test('is missing in an empty file', async () => {
    await expect(checkHeader(fileOf(''), COLUMNS)).rejects.toThrow(
      'people.csv is empty; expected the header "name,count"',
    );
  });
});
