import { type Moment, moment } from '../domain/moment.ts';
import type { State } from '../store/state.ts';
import type { Change } from './changes.ts';

/** Who saved a version, when, why, and what it changed. */
export interface SettingsVersion {
  /** Counted from 1. */
  readonly version: number;
  readonly savedAt: Moment;
  readonly savedBy: string;
  /** Why, in the words of the person who saved it; may be empty. */
  readonly note: string;
  readonly changes: readonly Change[];
}

/** A version with its whole document: JSON as it was sent. */
export interface WholeVersion extends SettingsVersion {
  readonly document: unknown;
}

/** @returns false where a different version has already taken the number: then nothing is saved */
export async function addSettingsVersion(state: State, added: WholeVersion): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await state
    .insertInto('settings_version')
    .values({
      version: added.version,
      saved_at: new Date(added.savedAt),
      saved_by: added.savedBy,
      note: added.note,
      changes: JSON.stringify(added.changes),
      document: JSON.stringify(added.document),
    })
    .onConflict((conflict) => conflict.column('version').doNothing())
    .executeTakeFirstOrThrow();
  return numInsertedOrUpdatedRows === 1n;
}

/** The version with this number, or the latest; null where it does not exist. */
export async function findSettingsVersion(
  state: State,
  version: number | 'latest',
): Promise<WholeVersion | null> {
  const all = state.selectFrom('settings_version').selectAll();
  const row = await (version === 'latest'
    ? all.orderBy('version', 'desc').limit(1)
    : all.where('version', '=', version)
  ).executeTakeFirst();
  return row === undefined ? null : { ...versionOf(row), document: row.document };
}

/** Newest first. */
export async function settingsVersions(state: State, limit: number): Promise<SettingsVersion[]> {
  const rows = await state
    .selectFrom('settings_version')
    .select(['version', 'saved_at', 'saved_by', 'note', 'changes'])
    .orderBy('version', 'desc')
    .limit(limit)
    .execute();
  return rows.map(versionOf);
}

const versionOf = (row: {
  version: number;
  saved_at: Date;
  saved_by: string;
  note: string;
  changes: unknown;
}): SettingsVersion => ({
  version: row.version,
  savedAt: moment(row.saved_at.getTime()),
  savedBy: row.saved_by,
  note: row.note,
  changes: row.changes as readonly Change[],
});
