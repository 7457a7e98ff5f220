import { Button, NativeSelect, SegmentedControl, Textarea } from '@mantine/core';
import { useState } from 'react';
import { Panel } from '../page/Panel.tsx';
import classes from './Playground.module.css';
import { RequestForm } from './RequestForm.tsx';
import { type Contract, EXAMPLE, type Reading, writeRequest } from './request.ts';

const VIEWS = [
  { value: 'form', label: 'Form' },
  { value: 'json', label: 'JSON' },
];

const CONTRACTS = [
  { value: 'flat', label: 'Flat' },
  { value: 'nested', label: 'Nested' },
];

const LANGUAGES = [
  { value: 'en', label: 'English' },
  { value: 'de', label: 'German' },
];

interface RequestPanelProps {
  readonly text: string;
  /** What the text means. */
  readonly request: Reading;
  readonly onChange: (text: string) => void;
}

/** The request as fields or as JSON; as JSON alone if the text cannot be read. */
export function RequestPanel({ text, request, onChange }: RequestPanelProps) {
  const [view, setView] = useState('form');
  return (
    <Panel
      title="Request"
      note="As a platform would send it"
      actions={
        <SegmentedControl size="xs" aria-label="Edit as" value={view} data={VIEWS} onChange={setView} />
      }
    >
      <Choices request={request} onChange={onChange} />
      {view === 'form' && 'parts' in request ? (
        <RequestForm
          parts={request.parts}
          onChange={(changed) => onChange(writeRequest(request.contract, changed))}
        />
      ) : (
        <Textarea
          label="Body of the request"
          classNames={{ input: classes.json }}
          rows={26}
          spellCheck={false}
          value={text}
          error={'fault' in request ? request.fault : undefined}
          onChange={({ currentTarget }) => onChange(currentTarget.value)}
        />
      )}
    </Panel>
  );
}

function Choices({ request, onChange }: Pick<RequestPanelProps, 'request' | 'onChange'>) {
  const read = 'parts' in request ? request : null;
  return (
    <div className={classes.choices}>
      <NativeSelect
        size="sm"
        label="Contract"
        disabled={read === null}
        value={read?.contract ?? 'flat'}
        data={CONTRACTS}
        onChange={({ currentTarget }) =>
          read && onChange(writeRequest(currentTarget.value as Contract, read.parts))
        }
      />
      <NativeSelect
        size="sm"
        label="Language"
        disabled={read === null}
        value={read?.parts.rest.language === 'de' ? 'de' : 'en'}
        data={LANGUAGES}
        onChange={({ currentTarget: { value } }) =>
          read &&
          onChange(
            writeRequest(read.contract, { ...read.parts, rest: { ...read.parts.rest, language: value } }),
          )
        }
      />
      <Button variant="default" size="sm" onClick={() => onChange(writeRequest('flat', EXAMPLE))}>
        Example
      </Button>
    </div>
  );
}
