import { importFullSet } from './full-set.ts';
import type { Outcome } from './measurement.ts';

/** `rekindle import oulad` of the development set: 7.0 million click rows. */
export async function measureImport(): Promise<Outcome> {
  const imported = await importFullSet();
  if (imported === null)
    return { skipped: 'the development set is not at ../shared/data/oulad/oulad-dev.zip' };
  return {
    measured: [
      { what: 'import of 7.0 million click rows', unit: 's', values: [imported.seconds], goal: 90 },
      { what: 'import, peak resident memory', unit: 'MB', values: [imported.peakMb], goal: 2_000 },
    ],
  };
}
