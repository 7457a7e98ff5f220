import { Button, TextInput } from '@mantine/core';
import { useLocalStorage } from '@mantine/hooks';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { SettingsView } from '../../../src/read/settings-view.ts';
import { ApiProblem, getVersion, previewSettings, putSettings, type SettingsDocument } from '../api.ts';
import { formatQuantity } from '../format.ts';
import { FaultList } from '../page/FaultList.tsx';
import { Panel } from '../page/Panel.tsx';
import { useViewed } from '../presentation/viewed.ts';
import { changedPaths } from './document.ts';
import { EffectPanel } from './EffectPanel.tsx';
import classes from './Settings.module.css';
import { SettingsEditor } from './SettingsEditor.tsx';
import { Versions } from './Versions.tsx';

/** Edit, preview, save: only what has been previewed as it is can be saved. */
export function SettingsWorkshop({ view }: { view: SettingsView }) {
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
    // What the pages show of decisions depends on it.
    onSuccess: () => queries.invalidateQueries(),
  });
  const changes = changedPaths(view.settings, settings).length;
  const isPreviewed = preview.isSuccess && preview.variables === settings;
  const problem = save.error ?? (preview.variables === settings ? preview.error : null) ?? restore.error;
  const faults = problem instanceof ApiProblem ? problem.faults : [];
  const edit = (changed: SettingsDocument) => {
    setSettings(changed);
    save.reset();
  };
  return (
    <div className={classes.columns}>
      <div className={classes.column}>
        <SettingsEditor draft={{ settings, faults, onChange: edit }} />
      </div>
      <div className={classes.side}>
        <Panel
          title="Change"
          note={changes === 0 ? 'Nothing is changed yet' : formatQuantity(changes, 'change')}
        >
          {view.unusable !== null && <p role="alert">{view.unusable}</p>}
          <form
            className={classes.save}
            onSubmit={(event) => {
              event.preventDefault();
              save.mutate();
            }}
          >
            <TextInput
              size="sm"
              label="Your name"
              required
              maxLength={100}
              autoComplete="name"
              value={savedBy}
              onChange={({ currentTarget }) => setSavedBy(currentTarget.value)}
            />
            <TextInput
              size="sm"
              label="Why"
              maxLength={500}
              value={note}
              onChange={({ currentTarget }) => setNote(currentTarget.value)}
            />
            <div className={classes.buttons}>
              <Button
                size="sm"
                variant="default"
                loading={preview.isPending}
                disabled={changes === 0}
                onClick={() => preview.mutate(settings)}
              >
                Preview the effect
              </Button>
              <Button
                size="sm"
                type="submit"
                className={classes.submit}
                loading={save.isPending}
                disabled={changes === 0 || !isPreviewed || savedBy.trim() === ''}
              >
                Save
              </Button>
              <Button
                size="sm"
                variant="subtle"
                disabled={changes === 0}
                onClick={() => {
                  edit(view.settings);
                  setNote('');
                }}
              >
                Undo
              </Button>
            </div>
            {changes > 0 && !isPreviewed && !problem && (
              <p className={classes.fine}>Look at the effect before you save.</p>
            )}
          </form>
          {problem && (
            <div role="alert" className={classes.problem}>
              <b>{problem instanceof ApiProblem ? problem.title : 'Something went wrong'}:</b>{' '}
              {problem.message}
              <FaultList faults={faults} />
            </div>
          )}
        </Panel>
        {isPreviewed && <EffectPanel preview={preview.data} />}
        <Versions inService={view.version} onRestore={(version) => restore.mutate(version)} />
      </div>
    </div>
  );
}
