import { type FeatureMatrix, featureMatrix } from '../matrix.ts';
import { createHistory, type HistoryOptions } from './history.ts';
import { engagedAt, type InteractionLog } from './interaction-log.ts';

/** Interactions as rows to learn from or to be judged by, each described by what was known before it. */
export interface DescribedRows {
  readonly matrix: FeatureMatrix;
  /** 1 where engaged. */
  readonly labels: Uint8Array;
  /** The place of each row in the log. */
  readonly places: Uint32Array;
}

/**
 * Describes the chosen interactions of a log. Each is described by strictly earlier ones only: those of the same instant
 * are recorded after all of them are described.
 *
 * @param places which interactions become rows, rising
 * @param recordUntil interactions from this place on are not recorded, as if nothing were known after it; all are where absent
 */
export function describedRows(
  log: InteractionLog,
  options: HistoryOptions,
  places: Uint32Array,
  recordUntil = log.at.length,
): DescribedRows {
  const history = createHistory(log, options);
  const width = history.columns.length;
  const values = new Float64Array(places.length * width);
  const occasion = { user: 0, item: 0, at: 0 };
  const occasionAt = (place: number) => {
    occasion.user = log.user[place];
    occasion.item = log.item[place];
    occasion.at = log.at[place];
    return occasion;
  };
  let row = 0;
  for (let from = 0; from < log.at.length; ) {
    let to = from + 1;
    while (to < log.at.length && log.at[to] === log.at[from]) to += 1;
    for (; row < places.length && places[row] < to; row += 1)
      history.describe(occasionAt(places[row]), values.subarray(row * width, (row + 1) * width));
    for (let place = from; place < Math.min(to, recordUntil); place += 1)
      history.record(occasionAt(place), log.value[place]);
    from = to;
  }
  return {
    matrix: featureMatrix(history.columns, values),
    labels: Uint8Array.from(places, (place) => engagedAt(log, place)),
    places,
  };
}
