import { Button, NativeSelect, SegmentedControl, Textarea } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { ApiProblem } from '../api.ts';
import { ErrorNotice } from '../page/ErrorNotice.tsx';
import { FaultList } from '../page/FaultList.tsx';
import { Panel } from '../page/Panel.tsx';
import { RowsSkeleton } from '../page/RowsSkeleton.tsx';
import { ScreenTitle } from '../page/ScreenTitle.tsx';
import { insightQuery } from '../queries.ts';
import { FomoBars } from './FomoBars.tsx';
import { ModelWords } from './ModelWords.tsx';
import { Nudges } from './Nudges.tsx';
import classes from './Playground.module.css';
import { RequestForm } from './RequestForm.tsx';
import { RulesFired } from './RulesFired.tsx';
import { type Contract, EXAMPLE, readRequest, writeRequest } from './request.ts';

/** So long after the last keystroke the server is asked. */
const PAUSE_MS = 350;

const LANGUAGES = [
  { value: 'en', label: 'English' },
  { value: 'de', label: 'German' },
];

/** Try a learner: what they would be told, by which rules, and which stayed silent. Nothing is recorded. */
export function PlaygroundPage() {
  const [text, setText] = useState(() => writeRequest('flat', EXAMPLE));
  const [view, setView] = useState<'form' | 'json'>('form');
  const request = readRequest(text);
  const parts = 'parts' in request ? request.parts : null;
  const contract: Contract = 'contract' in request ? request.contract : 'flat';
  return (
    <>
      <ScreenTitle
        title="Playground"
        note="Try a learner: what they would be told and why. Nothing is recorded or sent"
      />
      <div className={classes.columns}>
        <Panel
          title="Request"
          note="As a platform would send it"
          actions={
            <SegmentedControl
              size="xs"
              aria-label="Edit as"
              value={view}
              data={[
                { value: 'form', label: 'Form' },
                { value: 'json', label: 'JSON' },
              ]}
              onChange={(value) => setView(value === 'json' ? 'json' : 'form')}
            />
          }
        >
          <div className={classes.choices}>
            <NativeSelect
              size="sm"
              label="Contract"
              disabled={parts === null}
              value={contract}
              data={[
                { value: 'flat', label: 'Flat' },
                { value: 'nested', label: 'Nested' },
              ]}
              onChange={({ currentTarget }) =>
                parts && setText(writeRequest(currentTarget.value as Contract, parts))
              }
            />
            <NativeSelect
              size="sm"
              label="Language"
              disabled={parts === null}
              value={parts?.rest.language === 'de' ? 'de' : 'en'}
              data={LANGUAGES}
              onChange={({ currentTarget: { value } }) =>
                parts &&
                setText(writeRequest(contract, { ...parts, rest: { ...parts.rest, language: value } }))
              }
            />
            <Button variant="default" size="sm" onClick={() => setText(writeRequest('flat', EXAMPLE))}>
              Example
            </Button>
          </div>
          {view === 'json' || parts === null ? (
            <Textarea
              label="Body of the request"
              classNames={{ input: classes.json }}
              rows={26}
              spellCheck={false}
              value={text}
              error={'fault' in request ? request.fault : undefined}
              onChange={({ currentTarget }) => setText(currentTarget.value)}
            />
          ) : (
            <RequestForm parts={parts} onChange={(changed) => setText(writeRequest(contract, changed))} />
          )}
        </Panel>
        <Answer text={text} isJson={parts !== null} />
      </div>
    </>
  );
}

/** What the server makes of the request, a moment after the last change. */
function Answer({ text, isJson }: { text: string; isJson: boolean }) {
  const [asked] = useDebouncedValue(text, PAUSE_MS);
  const query = useQuery({ ...insightQuery(asked), enabled: isJson });
  const { data, error } = query;
  const faults = error instanceof ApiProblem ? error.faults : [];
  if (error && faults.length > 0)
    return (
      <Panel title="Wrong fields">
        <div role="alert">
          The request would be refused:
          <FaultList faults={faults} />
        </div>
      </Panel>
    );
  if (error) return <ErrorNotice error={error} onRetry={() => query.refetch()} />;
  if (data === undefined)
    return (
      <div aria-busy="true">
        <RowsSkeleton rows={5} />
      </div>
    );
  return (
    <div className={classes.answer} data-stale={!isJson || query.isPlaceholderData || undefined}>
      <Nudges explanation={data} />
      <FomoBars fomo={data.fomo} />
      <RulesFired explanation={data} />
      <ModelWords models={data.models} />
    </div>
  );
}
