import { describe, expect, it } from 'vitest';
import { arrowsOf, circlesOf, floorOf, ROOMS, wrongArrows } from './imports.ts';
import { parsed, sourcesOf } from './source.ts';

const sources = sourcesOf('src/**/*.ts');
const arrows = sources.flatMap(arrowsOf);

/** The faults that the check would report for an import in a file of that name. */
const wrongIn = (path: string, text: string) => wrongArrows(arrowsOf(parsed(path, text)));

describe('imports', () => {
  it(`run downward: ${arrows.length} arrows of ${sources.length} files`, () => {
    expect(wrongArrows(arrows)).toEqual([]);
    // The order is checked only where there are imports; there were this many when this was written.
    expect(arrows.length).toBeGreaterThan(2000);
  });

  it('know every room', () => {
    const rooms = new Set(sources.map(({ path }) => path.split('/')[1]));
    expect([...rooms].sort()).toEqual([...ROOMS].sort());
  });

  it('run in no circle, types included', () => {
    expect(circlesOf(arrows)).toEqual([]);
  });

  it.each([
    ['src/domain/risk.ts', "import { phases } from '../responses/scores/phase.ts';"],
    ['src/store/state.ts', "import type { Manifest } from '../responses/run-folder/manifest.ts';"],
    ['src/model/score.ts', "export { phases } from '../responses/scores/phase.ts';"],
    ['src/stats/normal.ts', "export * from '../config.ts';"],
    ['src/decide/decide.ts', "const { openStores } = await import('../runtime.ts');"],
    ['src/explain/reasons.ts', "type Draws = import('../simulate/draws.ts').Draws;"],
    ['src/api/models.ts', "import '../commands/models/train.ts';"],
    ['src/jobs/retrain.ts', "new Worker(new URL('../commands/thread.ts', import.meta.url));"],
    ['src/domain/risk.ts', "import { anything } from '../nowhere/anything.ts';"],
    ['src/nowhere/anything.ts', "import { bandOf } from '../domain/risk.ts';"],
  ])('would be refused in %s: %s', (path, text) => {
    expect(wrongIn(path, text)).toHaveLength(1);
  });

  it.each([
    ['src/model/score.ts', "import { normal } from '../stats/normal.ts';"],
    ['src/model/learn/train.ts', "import { featureMatrix } from '../matrix.ts';"],
    ['src/stats/normal.ts', "import { join } from 'node:path';"],
    ['src/stats/normal.ts', "// import { phases } from '../responses/scores/phase.ts';"],
  ])('are allowed in %s: %s', (path, text) => {
    expect(wrongIn(path, text)).toEqual([]);
  });

  it('would be found in a circle of types', () => {
    const circle = [
      parsed('src/stats/a.ts', "import type { B } from './b.ts';"),
      parsed('src/stats/b.ts', "import type { C } from './c.ts';"),
      parsed('src/stats/c.ts', "import type { A } from './a.ts'; import { d } from './d.ts';"),
    ];
    expect(circlesOf(circle.flatMap(arrowsOf))).toEqual([
      ['src/stats/a.ts', 'src/stats/b.ts', 'src/stats/c.ts'],
    ]);
  });

  it('stand on floors in the order of the list', () => {
    expect(floorOf('src/errors.ts')).toBe(0);
    expect(floorOf('src/main.ts')).toBe(ROOMS.length - 1);
  });
});
