import { type FeatureMatrix, featureMatrix } from '../matrix.ts';
import { createHistory, type HistoryOptions } from './history.ts';
import type { InteractionLog } from './interaction-log.ts';

/** Interactions as rows to learn from or to be judged by, each described by what was known before it. */
export interface DescribedRows {
  readonly matrix: FeatureMatrix;
  /** 1 where engaged. */
  readonly labels: Uint8Array;
  /** The user and the moment of each row. */
  readonly users: Uint32Array;
  readonly at: Float64Array;
}

/**
 * Describes chosen interactions of a log. Each is described by strictly earlier ones only: those of an instant are
 * recorded after all of them are described.
 *
 * @param isChosen whether the interaction at this place of the log, counted from 0, becomes a row
 * @param knownUntil interactions from this place on are not recorded, as if nothing were known of them; all are where absent
 */
export function describedRows(
  log: InteractionLog,
  options: HistoryOptions,
  isChosen: (place: number) => boolean,
  knownUntil = Number.POSITIVE_INFINITY,
): DescribedRows {
  const history = createHistory(log, options);
  const row = new Float64Array(history.columns.length);
  const rows: Float64Array[] = [];
  const labels: number[] = [];
  const users: number[] = [];
  const moments: number[] = [];
  const occasion = { user: 0, item: 0, at: 0 };
  let place = 0;
  for (const { at, user, item, value } of log.instants()) {
    const meet = (k: number) => {
      occasion.user = user[k];
      occasion.item = item[k];
      occasion.at = at;
      return occasion;
    };
    for (let k = 0; k < user.length; k += 1) {
      if (!isChosen(place + k)) continue;
      history.describe(meet(k), row);
      rows.push(row.slice());
      labels.push(value[k] >= log.engagedFrom ? 1 : 0);
      users.push(user[k]);
      moments.push(at);
    }
    for (let k = 0; k < user.length && place + k < knownUntil; k += 1) history.record(meet(k), value[k]);
    place += user.length;
  }
  return {
    matrix: featureMatrix(history.columns, joined(rows, row.length)),
    labels: Uint8Array.from(labels),
    users: Uint32Array.from(users),
    at: Float64Array.from(moments),
  };
}

function joined(rows: readonly Float64Array[], width: number): Float64Array {
  const values = new Float64Array(rows.length * width);
  rows.forEach((row, index) => {
    values.set(row, index * width);
  });
  return values;
}
