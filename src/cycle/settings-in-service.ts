import type { z } from 'zod';
import { guardsSchema, rulesSchema } from '../decide/settings.ts';
import type { Moment } from '../domain/moment.ts';
import { changeableInsightSchema } from '../insight/settings.ts';
import { changesBetween } from '../settings/changes.ts';
import { type Fault, faultsOf } from '../settings/faults.ts';
import { section } from '../settings/fields.ts';
import { addSettingsVersion, findSettingsVersion } from '../settings/versions.ts';
import type { State } from '../store/state.ts';

/** What people may change while the server runs: thresholds and texts, by the schemas of the configuration file. */
const settingsSchema = section({
  rules: rulesSchema,
  guards: guardsSchema,
  insight: changeableInsightSchema,
});
export type Settings = Readonly<z.infer<typeof settingsSchema>>;

/** The part of a configuration file that a version replaces, as the file has it. */
export const settingsDocumentOf = (file: {
  readonly rules: unknown;
  readonly guards: unknown;
  readonly insight: Readonly<Record<string, unknown>>;
}): unknown => {
  const { timeZone: _, ...insight } = file.insight;
  return { rules: file.rules, guards: file.guards, insight };
};

/** Parses a document as settings, or returns everything that is wrong with it. */
export function readSettings(
  document: unknown,
): { readonly settings: Settings } | { readonly wrong: Fault[] } {
  const result = settingsSchema.safeParse(document);
  return result.success
    ? { settings: result.data }
    : { wrong: faultsOf(document, result.error.issues).map(unknownKeyNamed(result.error.issues)) };
}

/** The path of an unknown key ends with the key itself, as in the messages about the configuration file. */
const unknownKeyNamed =
  (issues: readonly z.core.$ZodIssue[]) =>
  (fault: Fault, index: number): Fault => {
    const issue = issues[index];
    return issue?.code === 'unrecognized_keys'
      ? { ...fault, path: [...issue.path, issue.keys[0]].join('.'), given: JSON.stringify(issue.keys[0]) }
      : fault;
  };

/** The settings that count now, with the person who saved them. */
export interface CountingSettings {
  /** 0 is the configuration file. */
  readonly version: number;
  /** Null for the configuration file. */
  readonly saved: { readonly at: Moment; readonly by: string; readonly note: string } | null;
  readonly document: unknown;
  readonly settings: Settings;
}

/** The thresholds and texts in service. */
export interface SettingsInService {
  readonly current: () => CountingSettings;
  /** The configuration file, to which people can always return. */
  readonly file: CountingSettings;
  /** The number of the latest saved version; 0 where none was saved. */
  readonly latest: () => number;
  /** Why the latest saved version does not count; null where it counts. */
  readonly unusable: () => string | null;
  /** Loads the version that another process has saved since. */
  refresh(): Promise<void>;
  /**
   * Saves a version, which takes effect at once.
   *
   * A version that is not based on the latest one is refused: somebody else has saved a version since.
   */
  save(added: {
    readonly document: unknown;
    readonly settings: Settings;
    readonly basedOn: number;
    readonly by: string;
    readonly note: string;
    readonly at: Moment;
  }): Promise<{ readonly saved: CountingSettings } | { readonly refused: 'not_latest' }>;
}

/**
 * Puts the configuration file into service until `refresh` has loaded the latest saved version. A version that this release
 * cannot read does not count; `warn` gets a message then, and the file counts until somebody saves a new version.
 */
export function createSettings(
  state: State,
  written: unknown,
  warn: (message: string) => void,
): SettingsInService {
  const reading = readSettings(written);
  if ('wrong' in reading) throw new TypeError('The configuration file has been read already, and is wrong.');
  const file: CountingSettings = { version: 0, saved: null, document: written, settings: reading.settings };
  let current = file;
  let latest = 0;
  let unusable: string | null = null;
  const service: SettingsInService = {
    current: () => current,
    file,
    latest: () => latest,
    unusable: () => unusable,
    async refresh() {
      const kept = await findSettingsVersion(state, 'latest');
      if (kept === null || kept.version === latest) return;
      latest = kept.version;
      const { version, savedAt: at, savedBy: by, note, document } = kept;
      const read = readSettings(document);
      if ('wrong' in read) {
        const [first] = read.wrong;
        unusable = `Version ${version} of the thresholds and texts cannot be used: ${first?.path} ${first?.problem}. The configuration file counts.`;
        warn(unusable);
        current = file;
        return;
      }
      unusable = null;
      current = { version, saved: { at, by, note }, document, settings: read.settings };
    },
    async save({ document, settings, basedOn, by, note, at }) {
      await service.refresh();
      if (basedOn !== latest) return { refused: 'not_latest' };
      const version = latest + 1;
      const changes = changesBetween(current.document, document);
      const added = { version, savedAt: at, savedBy: by, note, changes, document };
      if (!(await addSettingsVersion(state, added))) {
        await service.refresh();
        return { refused: 'not_latest' };
      }
      latest = version;
      unusable = null;
      current = { version, saved: { at, by, note }, document, settings };
      return { saved: current };
    },
  };
  return service;
}

/** The settings in service, with the latest saved version already loaded. */
export async function openSettings(...by: Parameters<typeof createSettings>): Promise<SettingsInService> {
  const settings = createSettings(...by);
  await settings.refresh();
  return settings;
}
