import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { VersionsView } from '../../../src/read/settings-view.ts';
import { formatMoment, formatQuantity } from '../format.ts';
import { FirstFew } from '../page/FirstFew.tsx';
import { Loaded } from '../page/Loaded.tsx';
import { Panel } from '../page/Panel.tsx';
import { RowsSkeleton } from '../page/RowsSkeleton.tsx';
import { versionsQuery } from '../queries.ts';
import classes from './Settings.module.css';

type Version = VersionsView['versions'][number];

interface VersionsProps {
  /** The number of the version in service. */
  readonly inService: number;
  readonly onRestore: (version: number) => void;
}

/** Which person changed what, and when. */
export function Versions({ inService, onRestore }: VersionsProps) {
  const query = useQuery(versionsQuery);
  return (
    <Panel title="Versions" note="Every version is kept. A restored version is saved as a new one">
      <Loaded query={query} skeleton={<RowsSkeleton rows={2} />}>
        {({ versions }) => (
          <ol className={classes.versions}>
            <FirstFew items={versions} count={5} noun="version" keyOf={({ version }) => String(version)}>
              {(version) => (
                <VersionRow version={version} counts={version.version === inService} onRestore={onRestore} />
              )}
            </FirstFew>
          </ol>
        )}
      </Loaded>
    </Panel>
  );
}

interface VersionRowProps {
  readonly version: Version;
  readonly counts: boolean;
  readonly onRestore: (version: number) => void;
}

function VersionRow({ version, counts, onRestore }: VersionRowProps) {
  const { version: number, savedAt, savedBy, note, changes } = version;
  return (
    <li className={classes.version}>
      <div className={classes.versionHead}>
        <p className={classes.who}>
          <b>{savedAt === null ? 'Configuration file' : `Version ${number}`}</b>
          {savedAt !== null && ` by ${savedBy}, ${formatMoment(savedAt)}`}
          {counts && <span className={classes.counts}>in use</span>}
        </p>
        {!counts && (
          <Button
            size="xs"
            variant="default"
            aria-label={savedAt === null ? 'Restore the configuration file' : `Restore version ${number}`}
            onClick={() => onRestore(number)}
          >
            Restore
          </Button>
        )}
      </div>
      {note !== '' && <p className={classes.fine}>“{note}”</p>}
      {changes.length > 0 && (
        <details>
          <summary>{formatQuantity(changes.length, 'change')}</summary>
          <ul className={classes.changes}>
            {changes.map(({ path, before, after }) => (
              <li key={path}>
                <code>{path}</code>
                <br />
                {said(before)} → {said(after)}
              </li>
            ))}
          </ul>
        </details>
      )}
    </li>
  );
}

const said = (value: Version['changes'][number]['before']): string =>
  value === null ? 'none' : typeof value === 'string' ? `“${value}”` : String(value);
