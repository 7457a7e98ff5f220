import { expect, test } from 'vitest';
import { STAGE_NAMES } from '../run-folder/manifest.ts';
import { RUN } from './stages.ts';

test('the run has every stage once, each after the stage whose files it reads', () => {
  const names = RUN.map(({ name }) => name);
  expect(names).toEqual(STAGE_NAMES);
  for (const [index, { after }] of RUN.entries())
    expect(after === null ? index === 0 : names.indexOf(after) < index).toBe(true);
});
