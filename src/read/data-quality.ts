import { type Moment, toIso } from '../domain/moment.ts';
import { CONTENT_TYPES } from '../features/content-kind.ts';
import { dataQuality } from '../ingest/data-quality.ts';
import type { EventLog } from '../store/event-log.ts';
import type { State } from '../store/state.ts';
import type { DataQualityView } from './data-quality-view.ts';

/** Whether the data is as usual at a moment. */
export async function dataQualityAt(
  eventLog: EventLog,
  state: State,
  asOf: Moment,
): Promise<DataQualityView> {
  const found = await dataQuality(eventLog, state, CONTENT_TYPES, asOf);
  return {
    ...found,
    asOf: toIso(asOf),
    sources: found.sources.map((source) => ({ ...source, silentDays: [...source.silentDays] })),
    impossible: found.impossible.map((one) => ({ ...one, examples: [...one.examples] })),
    unmatched: found.unmatched.map((one) => ({ ...one, examples: [...one.examples] })),
    lastImport: found.lastImport && {
      ...found.lastImport,
      finishedAt: toIso(found.lastImport.finishedAt),
      refusedByReason: { ...found.lastImport.refusedByReason },
    },
  };
}
