import { describe, expect, it } from 'vitest';
import { functionsOf, MOST_LINES, oversizesOf } from './sizes.ts';
import { filesOf, parsed } from './source.ts';

const files = filesOf('src/**/*.{ts,tsx}', 'web/src/**/*.{ts,tsx}', 'test/**/*.ts', 'bench/**/*.ts');
const functions = files.reduce((count, file) => count + functionsOf(file).length, 0);
const over = files.flatMap(oversizesOf);

describe('sizes', () => {
  it(`hold for ${functions} functions of ${files.length} files, tests included`, () => {
    expect(over).toEqual([]);
    expect(functions).toBeGreaterThan(5000);
    expect(files.length).toBeGreaterThan(700);
  });
});

const lines = (count: number, line = '  step();') => Array.from({ length: count }, () => line).join('\n');
const overIn = (text: string) => oversizesOf(parsed('src/domain/risk.ts', text));
const { file: mostOfFile, function: mostOfFunction } = MOST_LINES;
const body = `{\n${lines(mostOfFunction - 1)}\n}`;

describe('a size', () => {
  it.each([
    ['a declared function', `function f() ${body}`],
    ['an arrow function', `const f = () => ${body};`],
    ['a method', `const f = { g() ${body} };`],
    ['a function within another', `// Long because it shows.\nfunction f() {\n  const g = () => ${body};\n}`],
    ['a test', `it('works', () => ${body});`],
    ['another comment', `// Not long because of anything.\nfunction f() ${body}`],
    ['a reason far away', `// Long because it shows.\nconst a = 1;\nfunction f() ${body}`],
    ['a file', lines(mostOfFile + 1, 'step();')],
    [
      'a file whose second line says why',
      `step();\n// Long because it shows.\n${lines(mostOfFile, 'step();')}`,
    ],
  ])('would be refused of %s', (_, text) => {
    expect(overIn(text)).toHaveLength(1);
  });

  it.each([
    ['a function that just fits', `function f() {\n${lines(mostOfFunction - 2)}\n}`],
    ['a file that just fits', lines(mostOfFile, 'step();')],
    ['a reason before it', `// Long because it shows.\nfunction f() ${body}`],
    ['a reason in a docstring', `/**\n * Long because it shows.\n */\nfunction f() ${body}`],
    ['a reason that begins a docstring', `/** Long because it shows. */\nexport function f() ${body}`],
    [
      'a reason at its first line',
      `function f() {\n  // Long because it shows.\n${lines(mostOfFunction)}\n}`,
    ],
    ['a file whose first line says why', `// Long because it shows.\n${lines(mostOfFile, 'step();')}`],
    ['a group of tests', `describe('it', () => ${body});`],
    ['a group of tests with values', `describe.each([1])('it', () => ${body});`],
  ])('is allowed of %s', (_, text) => {
    expect(overIn(text)).toEqual([]);
  });
});
