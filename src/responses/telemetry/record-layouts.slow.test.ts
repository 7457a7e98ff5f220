import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { type ColumnValues, parquetValues } from '../run-folder/table-columns.ts';
import { createFlatListScanner } from './flat-list-scanner.ts';
import { createBlockReader, type Reject } from './record-reading.ts';
import { createRecordScanner } from './record-scanner.ts';
import { readBlocks } from './record-stream.ts';
import type { Scanned } from './scanner.ts';

const folder = mkdtempSync(join(tmpdir(), 'rekindle-layouts-'));
afterAll(() => rmSync(folder, { recursive: true }));

const AT = Date.parse('2025-03-04T10:00:00Z');
const READING = { holds: 'telemetry', languages: null, utcOffset: 'Z', isSessionsFromEvents: true } as const;

/** The result of reading a file of these bytes: the ids of responses, and the refusals. */
async function read(bytes: string | Buffer) {
  const path = join(folder, 'telemetry');
  writeFileSync(path, bytes);
  const readBlock = createBlockReader();
  const ids: string[] = [];
  const rejects: Reject[] = [];
  for await (const { block } of readBlocks(path)) {
    const { responses, rejects: refused } = readBlock(block, READING);
    const texts = parquetValues(responses.columns[0] as ColumnValues, 'String') as Uint8Array[];
    ids.push(...texts.map((text) => Buffer.from(text).toString()));
    rejects.push(...refused);
  }
  return { ids, rejects };
}

const record = fc.record({
  actor: fc.constant({ id: 'u' }),
  context: fc.record({
    sid: fc.string(),
    cdata: fc.array(fc.record({ id: fc.string(), type: fc.constantFrom('{', '}\n{', 'ContentSession') }), {
      maxLength: 3,
    }),
  }),
  edata: fc.record({ values: fc.array(fc.dictionary(fc.constantFrom('a', 'b{', '"]'), fc.jsonValue())) }),
  more: fc.jsonValue(),
});
const records = fc
  .array(record, { minLength: 1, maxLength: 6 })
  .map((all) => all.map((one, n) => ({ eid: 'RESPONSE', ets: AT, mid: `r${n}`, ...one })));

/**
 * The layout of Python's json.dump with `indent=0`. The replacement is safe because no JSON string contains a line end.
 */
const flat = (value: unknown) => JSON.stringify(value, null, 1).replace(/\n +/g, '\n');

const LAYOUTS: Readonly<Record<string, (all: readonly object[]) => string>> = {
  'a list in one line': (all) => JSON.stringify(all),
  'a list with indent 0': flat,
  'a list with indent 1': (all) => JSON.stringify(all, null, 1),
  'a list with indent 2': (all) => JSON.stringify(all, null, 2),
  'a list with indent 4': (all) => JSON.stringify(all, null, 4),
  'a list with one record on each line': (all) =>
    `[\n${all.map((one) => JSON.stringify(one)).join(',\n')}\n]`,
  lines: (all) => all.map((one) => `${JSON.stringify(one)}\n`).join(''),
  'objects with indent 0': (all) => all.map(flat).join('\n'),
  'objects with indent 2': (all) => all.map((one) => JSON.stringify(one, null, 2)).join('\n'),
};

describe('records are the same', () => {
  test.each(Object.keys(LAYOUTS))('in %s, with \\r\\n, a byte order mark, or packed', async (layout) => {
    await fc.assert(
      fc.asyncProperty(records, fc.boolean(), fc.boolean(), fc.boolean(), async (all, cr, mark, packed) => {
        const text = LAYOUTS[layout]?.(all) ?? '';
        const written = `${mark ? '\uFEFF' : ''}${cr ? text.replaceAll('\n', '\r\n') : text}`;
        const found = await read(packed ? gzipSync(written) : written);
        expect(found).toEqual({ ids: all.map(({ mid }) => mid), rejects: [] });
      }),
      { numRuns: 40 },
    );
  });

  test('wherever the stream is cut into chunks, and wherever it ends', () => {
    const scanned = (create: typeof createRecordScanner, bytes: Buffer, sizes: readonly number[]) => {
      const scanner = create();
      const found: Scanned[] = [];
      let from = 0;
      for (const size of [...sizes, bytes.length]) {
        scanner.scan(bytes.subarray(from, from + size), (one) => found.push(one));
        from += size;
      }
      const rest = scanner.rest('cut');
      return { texts: found.map(({ text }) => JSON.parse(text)), rest: rest?.text ?? '' };
    };
    fc.assert(
      fc.property(
        records,
        fc.array(fc.integer({ min: 1, max: 300 })),
        fc.constantFrom('a list with indent 0', 'a list with indent 2', 'a list in one line'),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (all, sizes, layout, share) => {
          const create = layout === 'a list with indent 0' ? createFlatListScanner : createRecordScanner;
          const bytes = Buffer.from(LAYOUTS[layout]?.(all) ?? '');
          expect(scanned(create, bytes, sizes)).toEqual({ texts: all, rest: '' });
          const cut = bytes.subarray(0, Math.floor(share * bytes.length));
          const { texts, rest } = scanned(create, cut, sizes);
          expect(texts).toEqual(all.slice(0, texts.length));
          // No complete record is left over.
          expect(() => JSON.parse(rest)).toThrow();
        },
      ),
      { numRuns: 60 },
    );
  });
});

describe('in a list with indent 0, one broken record is refused, at its place, and no other record', () => {
  const all = Array.from({ length: 9 }, (_, n) => ({
    eid: 'RESPONSE',
    ets: AT,
    mid: `r${n}`,
    actor: { id: 'u' },
    context: { cdata: [{ id: 'a', type: 'b' }, { id: 'c' }] },
    edata: { values: [{ original_text: 'cat' }, { duration: 2 }] },
  }));
  test.each([
    ['a string that is not closed', '"id": "u"', '"id": "u'],
    ['an object that is not closed', '"id": "u"\n}', '"id": "u"'],
    ['a record that is not closed', '}\n]\n}\n}', '}\n]\n}'],
    ['a list that is not closed', '"id": "c"\n}\n]', '"id": "c"\n}'],
    ['a bracket too many', '"id": "a"', '"id": "a"\n}'],
    ['a missing comma', '"mid": "r4",', '"mid": "r4"'],
  ])('%s', async (_, whole, broken) => {
    const parts = all.map(flat);
    parts[4] = parts[4]?.replace(whole, broken) ?? '';
    expect(parts[4]).not.toBe(flat(all[4]));
    const text = `[\n${parts.join(',\n')}\n]`;
    const { ids, rejects } = await read(text);
    expect(ids).toEqual(all.map(({ mid }) => mid).filter((mid) => mid !== 'r4'));
    expect(rejects).toMatchObject([
      { record: 5, reason: 'broken_json', byte: text.indexOf(parts[4] as string) },
    ]);
  });
});
