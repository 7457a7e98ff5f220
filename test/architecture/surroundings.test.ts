import { describe, expect, it } from 'vitest';
import { parsed, sourcesOf } from './source.ts';
import { askingsOf } from './surroundings.ts';

/** The files that may ask the clock, the environment and chance, and why. All others get the answers as arguments. */
const ALLOWED: Readonly<Record<string, string>> = {
  'src/commands/': 'a command is where the process begins',
  'src/main.ts': 'so is the command line, which writes what went wrong',
  'src/runtime.ts': 'provides the real source of run ids, and the place for warnings',
  'src/insight/record.ts': 'the id of a decision only has to be unique',
  'src/model/trees/signal.ts': 'gives up on a thread that does not answer; no result depends on it',
};

const sources = sourcesOf('src/**/*.ts');
const reasonFor = (path: string) => Object.keys(ALLOWED).find((allowed) => path.startsWith(allowed));

describe('clock, environment and chance', () => {
  const askings = sources.flatMap(askingsOf);

  it(`are asked only where somebody says why: ${askings.length} places in ${sources.length} files`, () => {
    expect(askings.filter(({ path }) => reasonFor(path) === undefined)).toEqual([]);
    expect(askings.length).toBeGreaterThan(20);
  });

  it('are asked in every place that may ask them', () => {
    const used = new Set(askings.map(({ path }) => reasonFor(path)));
    expect([...used].sort()).toEqual(Object.keys(ALLOWED).sort());
  });

  it.each([
    'const now = Date.now();',
    'const now = Date["now"]();',
    'const now = new Date();',
    'const { now } = Date;',
    'const clock = Date;',
    'const now = globalThis.Date.now();',
    'const at = performance.now();',
    "import { performance } from 'node:perf_hooks';",
    'const zone = process.env.TZ;',
    'const { env } = process;',
    "import { env } from 'node:process';",
    "import process from 'node:process';",
    'const draw = Math.random();',
    "import { randomUUID as id } from 'node:crypto';",
    'process.stdout.write("hello");',
  ])('would be found: %s', (text) => {
    expect(askingsOf(parsed('src/domain/risk.ts', text)).length).toBeGreaterThan(0);
  });

  it.each([
    'const at = new Date(epochMs);',
    'const at = Date.parse(text);',
    "import { createHash } from 'node:crypto';",
    '// Date.now() is not asked here.',
    'const largest = Math.max(1, 2);',
  ])('are not asked by %s', (text) => {
    expect(askingsOf(parsed('src/domain/risk.ts', text))).toEqual([]);
  });
});
