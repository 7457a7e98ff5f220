import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';

const folder = mkdtempSync(join(tmpdir(), 'rekindle-wasm-'));
afterAll(() => rmSync(folder, { recursive: true }));

const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: { wasm: string } };
/** The commands of `npm run wasm`: the arguments of each, and the file that it writes. */
const kernels = scripts.wasm.split(' && ').map((command) => {
  const [, ...args] = command.split(' ');
  return { args, committed: args[args.indexOf('-o') + 1] };
});

test.each(kernels)(
  '$committed equals what its source compiles to',
  ({ args, committed }) => {
    const compiled = join(folder, 'compiled.wasm');
    execFileSync(process.execPath, [
      'node_modules/assemblyscript/bin/asc.js',
      ...args.map((word) => (word === committed ? compiled : word)),
    ]);
    expect(readFileSync(compiled)).toEqual(readFileSync(committed));
  },
  60_000,
);
