import { ActionIcon } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { Icon } from '../page/Icon.tsx';
import { Panel } from '../page/Panel.tsx';

interface ChartPanelProps {
  readonly title: string;
  readonly note?: ReactNode;
  readonly actions?: ReactNode;
  /** The same data twice: as a picture, and as a table for people who read or hear numbers better. */
  readonly children: (view: 'chart' | 'table') => ReactNode;
}

/** A panel that shows its data as a chart or as a table. */
export function ChartPanel({ title, note, actions, children }: ChartPanelProps) {
  const [view, setView] = useState<'chart' | 'table'>('chart');
  const other = view === 'chart' ? 'table' : 'chart';
  const label = `${title}: show as ${other}`;
  return (
    <Panel
      title={title}
      note={note}
      actions={
        <>
          {actions}
          <ActionIcon
            variant="default"
            size={30}
            aria-label={label}
            title={`Show as ${other}`}
            onClick={() => setView(other)}
          >
            <Icon name={other} />
          </ActionIcon>
        </>
      }
    >
      {children(view)}
    </Panel>
  );
}
