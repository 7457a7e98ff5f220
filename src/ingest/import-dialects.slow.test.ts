import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { OULAD_SET, type OuladSet } from '../../test/oulad-files.ts';
import { openOuladImports } from '../../test/oulad-imports.ts';

const imports = await openOuladImports();
const { state, run, stored, rejected } = imports;
beforeEach(() => imports.clear());
afterAll(() => imports.close());

/** The set with every file changed. */
const written = (change: (content: string, file: string) => string): OuladSet =>
  Object.fromEntries(
    Object.entries(OULAD_SET).map(([file, content]) => [file, change(content, file)]),
  ) as OuladSet;

/** The set without quotes, as programs save it again, with `word` where a value is missing. */
const resaved = (word: string) =>
  written((content) => content.replaceAll('"', '').replaceAll(/,(?=,|\n)/g, `,${word}`));

const whole = (changed: string) => changed.replaceAll(/(?<=[,\n])(-?\d+)(?=[,\n])/g, '$1.0');

describe('a set comes out the same', () => {
  test.each([
    // The other words are tried in column.test.ts.
    ['with NA for what is missing', resaved('NA')],
    ['with \\N for what is missing', resaved('\\N')],
    [
      'with every whole number as pandas writes it in a column with gaps',
      written((content) => whole(content.replaceAll('"', ''))),
    ],
    ['with weeks that nobody can read', written((content) => content.replace('"1","2"', '"week 1","?!"'))],
  ])('%s', async (_, set) => {
    await run(OULAD_SET);
    const good = await stored();
    await imports.clear();
    expect((await run(set)).refused).toEqual({});
    expect(await stored()).toEqual(good);
  });
});

/** What is wrong | file | what stands there | what is there instead | a part of the message */
const MISREAD: [string, keyof OuladSet, string | RegExp, string, string][] = [
  ['thousands with a comma', 'courses.csv', '"268"', '"1,120"', 'courses.csv: 1 of 2 rows refused.'],
  ['days as dates', 'studentRegistration.csv', '"-30"', '"2013-09-01"', 'is "2013-09-01"'],
  [
    'halves of days',
    'studentVle.csv',
    /"-5"/g,
    '"9.5"',
    'studentVle.csv: 3 of 5 rows refused. 3: date is "9.5"',
  ],
  ['a presentation of an unknown kind', 'courses.csv', '"2014B"', '"2015A"', 'code_presentation is "2015A"'],
  [
    'results in other words',
    'studentInfo.csv',
    /"Pass"/g,
    '"Merit"',
    'final_result is "Merit", expected one of Pass',
  ],
];

describe('where more than a small share of a file is refused', () => {
  test.each(MISREAD)('nothing is taken, and the message names it: %s', async (_, file, from, to, message) => {
    const set = { ...OULAD_SET, [file]: OULAD_SET[file].replace(from, to) };
    await expect(run(set)).rejects.toThrow(message);
    expect(await stored()).toEqual({ events: [], presentations: [], learners: [], demographics: [] });
    expect(rejected().length).toBeGreaterThan(0);
    const { files, events } = await lastSummary();
    expect(files[file].refused).toBeGreaterThan(0);
    expect(events).toEqual({});
  });

  test('the mended files are imported as if nothing had been, and the good rows alone where that is asked', async () => {
    const broken = { ...OULAD_SET, 'courses.csv': OULAD_SET['courses.csv'].replace('"268"', '"long"') };
    await expect(run(broken)).rejects.toThrow('--allow-refused');
    expect((await run(broken, { allowRefused: true })).presentations).toEqual(['AAA-2014B']);
    await run(OULAD_SET);
    const after = await stored();
    await imports.clear();
    await run(OULAD_SET);
    expect(after).toEqual(await stored());
  });

  test('a small share is refused and told', async () => {
    const clicks = Array.from({ length: 40 }, (_, nth) => `"AAA","2013J","11","501","${nth}","1"\n`).join('');
    const { refusals, enrolments } = await run({
      ...OULAD_SET,
      'studentVle.csv': `${OULAD_SET['studentVle.csv']}${clicks}"AAA","2013J","11","501","-5","none"\n`,
    });
    expect(enrolments).toBe(5);
    expect(refusals).toEqual([
      'studentVle.csv: 1 of 46 rows refused. 1: sum_click is "none", expected a whole number from 1 to 1000000.',
      expect.stringMatching(/^All refused rows are in .*rejects.jsonl\.$/),
    ]);
  });
});

test('files whose lines end with carriage returns alone are refused as such', async () => {
  await expect(run(written((content) => content.replaceAll('\n', '\r')))).rejects.toThrow(
    'courses.csv ends its lines with carriage returns alone; save it with line feeds (LF or CRLF)',
  );
});

async function lastSummary() {
  const run = await state
    .selectFrom('import_run')
    .select('summary')
    .orderBy('id', 'desc')
    .executeTakeFirstOrThrow();
  return run.summary as { files: Record<string, { refused: number }>; events: object };
}
