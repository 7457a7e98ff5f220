import { describe, expect, it } from 'vitest';
import { parsed, sourcesOf } from './source.ts';
import { namingsOf, questionsOf, sqlTextsOf, statementFiles } from './statements.ts';

const MOST_LINES = 10;

/** Questions that need no name: they look at no events. */
const NAMELESS = ['src/api/health.ts', 'src/store/migrate.ts'];

const sources = sourcesOf('src/**/*.ts');
const files = statementFiles();
const namings = sources.flatMap(namingsOf);
const paths = (places: readonly { readonly path: string }[]) =>
  [...new Set(places.map(({ path }) => path))].sort();

describe('statements', () => {
  it(`begin with the name of their file: ${files.length} files`, () => {
    for (const { path, name } of files) expect(path).toMatch(new RegExp(`/sql/${name}\\.sql$`));
    expect(files.length).toBeGreaterThanOrEqual(10);
  });

  it('are each read by one file', () => {
    const read = namings.flatMap(({ file }) => (file === null ? [] : [file]));
    expect(read.sort()).toEqual(files.map(({ path }) => path));
  });

  it(`have names that lead to one place: ${namings.length} names`, () => {
    const names = namings.map(({ name }) => name);
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
    expect(names.length).toBeGreaterThanOrEqual(20);
  });

  const texts = sources.flatMap(sqlTextsOf);
  it(`of more than ${MOST_LINES} lines are files: ${texts.length} texts in ${sources.length} sources`, () => {
    expect(paths(texts.filter(({ lines }) => lines > MOST_LINES))).toEqual([]);
    expect(texts.length).toBeGreaterThan(20);
  });

  const questions = sources.flatMap(questionsOf);
  it(`are put to the event log under a name: ${questions.length} questions`, () => {
    expect(paths(questions.filter(({ isNamed }) => !isNamed))).toEqual(NAMELESS);
    expect(questions.length).toBeGreaterThan(20);
  });

  it.each([
    `const sql = \`select 1${'\n'.repeat(MOST_LINES)}from a\`;`,
    `ask(\`\${x}${'\n'.repeat(MOST_LINES)}insert into a\`)`,
  ])('would be found where they are too long: %j', (text) => {
    expect(sqlTextsOf(parsed('src/cycle/cycle.ts', text)).map(({ lines }) => lines)).toEqual([
      MOST_LINES + 1,
    ]);
  });

  it('are not found in texts that only mention SQL', () => {
    expect(sqlTextsOf(parsed('src/cycle/cycle.ts', "const help = 'select a presentation';"))).toEqual([]);
  });

  it.each([
    ['eventLog.rows("select 1")', false],
    ['context.eventLog.command(`truncate table a`)', false],
    ['eventLog.rows(named("one", `select 1`))', true],
    ['eventLog.rowBinary(sqlOf(ONE, eventLog))', true],
  ])('would be found without a name: %s', (text, isNamed) => {
    expect(questionsOf(parsed('src/cycle/cycle.ts', text))).toMatchObject([{ isNamed }]);
  });
});
