import { useLocalStorage } from '@mantine/hooks';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { SettingsView } from '../../../src/read/settings-view.ts';
import { changesBetween } from '../../../src/settings/changes.ts';
import { ApiProblem, getVersion, previewSettings, putSettings, type SettingsDocument } from '../api.ts';
import { useViewed } from '../presentation/viewed.ts';
import { settingsQuery } from '../queries.ts';

/** A change of the settings in the making: edited or restored, previewed, saved. */
export type Change = ReturnType<typeof useChange>;

export function useChange(view: SettingsView, onSaved: (version: number) => void) {
  const { presentation } = useViewed();
  const queries = useQueryClient();
  const [settings, setSettings] = useState<SettingsDocument>(view.settings);
  const [note, setNote] = useState('');
  const [savedBy, setSavedBy] = useLocalStorage({ key: 'rekindle-name', defaultValue: '' });
  const preview = useMutation({
    mutationFn: (asked: SettingsDocument) => previewSettings(asked, presentation.id),
  });
  const restore = useMutation({
    mutationFn: (version: number) => getVersion(version, new AbortController().signal),
    onSuccess: (found) => {
      setSettings(found.settings);
      setNote(found.version === 0 ? 'Back to the configuration file' : `Back to version ${found.version}`);
      preview.mutate(found.settings);
    },
  });
  const save = useMutation({
    mutationFn: () => putSettings({ settings, basedOn: view.latest, savedBy, note }),
    onSuccess: (saved) => {
      onSaved(saved.version);
      // Decisions on other pages depend on the settings.
      return queries.invalidateQueries();
    },
  });
  const edit = (changed: SettingsDocument) => {
    setSettings(changed);
    save.reset();
  };
  const ofThis = preview.variables === settings;
  return {
    settings,
    edit,
    /** Values that differ from those in service. */
    count: changesBetween(view.settings, settings).length,
    undo: () => {
      edit(view.settings);
      setNote('');
    },
    note,
    setNote,
    savedBy,
    setSavedBy,
    /** What the settings as they stand would do; null until it is known. */
    effect: ofThis && preview.isSuccess ? preview.data : null,
    preview: () => preview.mutate(settings),
    isPreviewing: preview.isPending,
    save: () => save.mutate(),
    isSaving: save.isPending,
    /** Whether somebody else has saved a version since this one was read. */
    isOutrun: save.error instanceof ApiProblem && save.error.status === 409,
    /** Reads the latest version, in place of what was edited here. */
    takeLatest: () => void queries.invalidateQueries(settingsQuery),
    restore: (version: number) => restore.mutate(version),
    problem: save.error ?? (ofThis ? preview.error : null) ?? restore.error,
  };
}
