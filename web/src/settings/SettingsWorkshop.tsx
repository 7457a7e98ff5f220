import type { SettingsView } from '../../../src/read/settings-view.ts';
import { ChangePanel, faultsIn } from './ChangePanel.tsx';
import { EffectPanel } from './EffectPanel.tsx';
import classes from './Settings.module.css';
import { SettingsEditor } from './SettingsEditor.tsx';
import { useChange } from './useChange.ts';
import { Versions } from './Versions.tsx';

/** Edit, preview, save: only settings that were previewed as they stand can be saved. */
export function SettingsWorkshop({ view }: { view: SettingsView }) {
  const change = useChange(view);
  return (
    <div className={classes.columns}>
      <div className={classes.column}>
        <SettingsEditor
          draft={{ settings: change.settings, faults: faultsIn(change.problem), onChange: change.edit }}
        />
      </div>
      <div className={classes.side}>
        <ChangePanel change={change} unusable={view.unusable} />
        {change.effect && <EffectPanel preview={change.effect} />}
        <Versions inService={view.version} onRestore={change.restore} />
      </div>
    </div>
  );
}
