import { createHash } from 'node:crypto';
import { joinedKey } from '../../domain/joined-key.ts';
import { dateOf, moment } from '../../domain/moment.ts';
import { type FeatureMatrix, featureMatrix, selectRows } from '../matrix.ts';
import type { History } from '../training-history.ts';
import type { InteractionLog } from './interaction-log.ts';
import { createPast, type PastOptions } from './past.ts';

/** Interactions as rows to learn from or to be judged by, each described by what was known before it. */
export interface DescribedRows {
  readonly matrix: FeatureMatrix;
  /** 1 where the user engaged. */
  readonly labels: Uint8Array;
  /** The user of each row, with the log's name before the id. */
  readonly users: readonly string[];
  readonly at: Float64Array;
}

/**
 * Describes chosen interactions of a log. Each is described by strictly earlier ones only: the interactions of an instant
 * are recorded after all of them are described.
 *
 * @param isChosen whether the interaction at this place of the log, counted from 0, becomes a row; called once for each
 * @param knownUntil interactions from this place on are not recorded, as if they were unknown; where absent, all are recorded
 */
export function describedRows(
  log: InteractionLog,
  options: PastOptions,
  isChosen: (place: number) => boolean,
  knownUntil = Number.POSITIVE_INFINITY,
): DescribedRows {
  const past = createPast(log, options);
  const row = new Float64Array(past.columns.length);
  const rows: Float64Array[] = [];
  const labels: number[] = [];
  const users: string[] = [];
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
      past.describe(meet(k), row);
      rows.push(row.slice());
      labels.push(value[k] >= log.engagedFrom ? 1 : 0);
      users.push(joinedKey(log.name, log.users[user[k]]));
      moments.push(at);
    }
    for (let k = 0; k < user.length && place + k < knownUntil; k += 1) past.record(meet(k), value[k]);
    place += user.length;
  }
  return {
    matrix: featureMatrix(past.columns, joined(rows)),
    labels: Uint8Array.from(labels),
    users,
    at: Float64Array.from(moments),
  };
}

/** The rows at these places, in that order. */
export const pickRows = (rows: DescribedRows, places: readonly number[]): DescribedRows => ({
  matrix: selectRows(rows.matrix, places),
  labels: Uint8Array.from(places, (place) => rows.labels[place]),
  users: places.map((place) => rows.users[place]),
  at: Float64Array.from(places, (place) => rows.at[place]),
});

/** Joins the rows of several logs that were described in the same way. */
export const joinRows = (parts: readonly DescribedRows[]): DescribedRows => ({
  matrix: featureMatrix(parts[0].matrix.columns, joined(parts.map((part) => part.matrix.values))),
  labels: Uint8Array.from(parts.flatMap((part) => [...part.labels])),
  users: parts.flatMap((part) => part.users),
  at: Float64Array.from(parts.flatMap((part) => [...part.at])),
});

/** What a model file says about these rows. */
export const historyOf = (rows: DescribedRows, parts: readonly string[]): History => ({
  parts: [...parts],
  rows: rows.labels.length,
  groups: new Set(rows.users).size,
  from: dateOf(moment(rows.at.reduce((first, at) => Math.min(first, at)))),
  to: dateOf(moment(rows.at.reduce((last, at) => Math.max(last, at)))),
  fingerprint: createHash('sha256')
    .update(new Uint8Array(rows.matrix.values.buffer))
    .update(rows.labels)
    .digest('hex')
    .slice(0, 16),
});

function joined(parts: readonly Float64Array[]): Float64Array {
  const values = new Float64Array(parts.reduce((sum, part) => sum + part.length, 0));
  let from = 0;
  for (const part of parts) {
    values.set(part, from);
    from += part.length;
  }
  return values;
}
