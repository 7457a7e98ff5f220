import { useBlocker } from '@tanstack/react-router';
import type { SettingsView } from '../../../src/read/settings-view.ts';
import { ChangePanel, faultsIn } from './ChangePanel.tsx';
import { EffectPanel } from './EffectPanel.tsx';
import classes from './Settings.module.css';
import { SettingsEditor } from './SettingsEditor.tsx';
import { useChange } from './useChange.ts';
import { Versions } from './Versions.tsx';

interface Props {
  readonly view: SettingsView;
  /** The version that was saved on this page last; null for none. */
  readonly savedVersion: number | null;
  readonly onSaved: (version: number) => void;
}

/** Edit, preview, save: only settings that were previewed as they stand can be saved. */
export function SettingsWorkshop({ view, savedVersion, onSaved }: Props) {
  const change = useChange(view, onSaved);
  const isEdited = change.count > 0;
  useBlocker({
    shouldBlockFn: ({ current, next }) =>
      isEdited &&
      current.pathname !== next.pathname &&
      !window.confirm('Your changes are not saved. Leave this page and lose them?'),
    enableBeforeUnload: isEdited,
  });
  return (
    <div className={classes.columns}>
      <div className={classes.column}>
        <SettingsEditor
          draft={{
            settings: change.settings,
            faults: faultsIn(change.problem),
            examples: change.effect?.examples ?? view.examples,
            onChange: change.edit,
          }}
        />
      </div>
      <div className={classes.side}>
        <ChangePanel change={change} unusable={view.unusable} savedVersion={savedVersion} />
        {change.effect && <EffectPanel preview={change.effect} />}
        <Versions inService={view.version} onRestore={change.restore} />
      </div>
    </div>
  );
}
