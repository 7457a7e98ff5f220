import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';

it('has WebAssembly that is what its source compiles to', () => {
  const folder = mkdtempSync(join(tmpdir(), 'rekindle-wasm-'));
  try {
    const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: { wasm: string } };
    const [, ...words] = scripts.wasm.split(' ');
    const committed = words[words.indexOf('-o') + 1];
    const compiled = join(folder, 'histograms.wasm');
    execFileSync(process.execPath, [
      'node_modules/assemblyscript/bin/asc.js',
      ...words.map((word) => (word === committed ? compiled : word)),
    ]);
    expect(readFileSync(compiled)).toEqual(readFileSync(committed));
  } finally {
    rmSync(folder, { recursive: true });
  }
}, 60_000);
