import { lastCycleEffect, profilesEffect } from '../cycle/settings-effect.ts';
import type { CountingSettings, Settings, SettingsInService } from '../cycle/settings-in-service.ts';
import { textExamples } from '../cycle/text-examples.ts';
import { type Moment, toIso } from '../domain/moment.ts';
import type { Presentation } from '../domain/presentation.ts';
import { findSettingsVersion, settingsVersions } from '../settings/versions.ts';
import type { State } from '../store/state.ts';
import type { Service } from './service.ts';
import type { PreviewView, SettingsView, VersionsView, VersionView } from './settings-view.ts';

/** As many versions as a page shows. */
const VERSIONS = 200;

/** What counts now. */
export const settingsView = (
  settings: Pick<SettingsInService, 'current' | 'latest' | 'unusable'>,
): SettingsView => ({
  ...countingView(settings.current()),
  latest: settings.latest(),
  unusable: settings.unusable(),
  examples: textExamples(settings.current().settings),
});

/** The versions that were saved, newest first; last the configuration file. */
export async function versionsView(state: State): Promise<VersionsView> {
  const saved = await settingsVersions(state, VERSIONS);
  const file = { version: 0, savedAt: null, savedBy: null, note: '', changes: [] };
  return {
    versions: [
      ...saved.map(({ savedAt, changes, ...version }) => ({
        ...version,
        savedAt: toIso(savedAt),
        changes: [...changes],
      })),
      file,
    ],
  };
}

/**
 * A version with all it says; null where there is none of that number.
 *
 * @param file version 0: the configuration file
 */
export async function versionView(
  state: State,
  file: CountingSettings,
  version: number,
): Promise<VersionView | null> {
  if (version === 0) return countingView(file);
  const found = await findSettingsVersion(state, version);
  if (found === null) return null;
  const { savedAt, savedBy, note, document } = found;
  return { version, savedAt: toIso(savedAt), savedBy, note, settings: document as VersionView['settings'] };
}

/**
 * What other settings would do to the learners of the last week.
 *
 * @param presentation whose last cycle is decided again; null for none
 */
export async function previewOf(
  service: Service,
  settings: Settings,
  presentation: Presentation | null,
  now: Moment,
): Promise<PreviewView> {
  const lastCycle =
    presentation === null ? null : await lastCycleEffect(service, settings, presentation, now);
  const profiles = await profilesEffect(service, settings, now);
  return {
    examples: textExamples(settings),
    profiles,
    lastCycle: lastCycle === null ? null : { ...lastCycle, at: toIso(lastCycle.at) },
  } as PreviewView;
}

const countingView = ({ version, saved, document }: CountingSettings): VersionView => ({
  version,
  savedAt: saved === null ? null : toIso(saved.at),
  savedBy: saved?.by ?? null,
  note: saved?.note ?? '',
  settings: document as VersionView['settings'],
});
