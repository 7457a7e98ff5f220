import { appendFileSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openJournal, type TableLines } from './journal.ts';

let folder: string;
beforeEach(() => {
  folder = join(mkdtempSync(join(tmpdir(), 'rekindle-journal-')), 'journal');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const lines = (text: string, table = 'a'): TableLines => ({ table, columns: ['x'], lines: text });

/** An engine that takes lines, or fails while `broken` is set. */
function engine() {
  const taken: TableLines[] = [];
  const it = { taken, broken: false };
  const insert = async (insert: TableLines) => {
    if (it.broken) throw new Error('the engine is broken');
    taken.push(insert);
  };
  return { it, insert };
}

test('hands lines over together, in their order, when somebody asks', async () => {
  const { it, insert } = engine();
  const journal = await openJournal(folder, insert);
  await Promise.all(['1\n', '2\n'].map((text) => journal.append(lines(text))));
  await journal.append(lines('3\n', 'b'));
  await journal.append(lines('é\t4\n'));
  expect(it.taken).toEqual([]);
  await Promise.all([journal.settle(), journal.settle()]);
  expect(it.taken).toEqual([lines('1\n2\n'), lines('3\n', 'b'), lines('é\t4\n')]);
  expect(readdirSync(folder)).toEqual([]);
  await journal.close();
});

test('hands over what a killed process left, without the record it was writing', async () => {
  const killed = await openJournal(folder, () => Promise.reject(new Error('killed before')));
  await killed.append(lines('1\n'));
  await killed.append(lines('2\n'));
  await expect(killed.settle()).rejects.toThrow('killed before');
  await killed.append(lines('3\n'));
  const newest = readdirSync(folder).sort().at(-1) ?? '';
  appendFileSync(join(folder, newest), Buffer.from([9, 0, 0, 0, 1, 2]));

  const { it, insert } = engine();
  const journal = await openJournal(folder, insert);
  expect(it.taken).toEqual([lines('1\n2\n'), lines('3\n')]);
  expect(readdirSync(folder)).toEqual([]);
  await journal.append(lines('4\n'));
  expect(readdirSync(folder)).toEqual([`${Number(newest) + 1}`.padStart(12, '0')]);
  await journal.close();
});

test('keeps lines that the engine refuses until it takes them', async () => {
  const { it, insert } = engine();
  const journal = await openJournal(folder, insert);
  await journal.append(lines('1\n'));
  it.broken = true;
  await expect(journal.settle()).rejects.toThrow('the engine is broken');
  await journal.append(lines('2\n'));
  it.broken = false;
  await journal.close();
  expect(it.taken).toEqual([lines('1\n'), lines('2\n')]);
});
