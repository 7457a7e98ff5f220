import { Checkbox, SegmentedControl } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { Panel } from '../page/Panel.tsx';
import { isObject, valueAt, withValue } from './document.ts';
import { type Draft, Enabled, Fields } from './Fields.tsx';
import { labelOf } from './labels.ts';
import classes from './Settings.module.css';
import { readSettingsSearch } from './search.ts';

const route = getRouteApi('/p/$presentationId/settings');

const PARTS = [
  { value: 'insight', label: 'From profiles' },
  { value: 'rules', label: 'Cycle rules' },
  { value: 'guards', label: 'Guards' },
];

const RULESETS = [
  { value: 'union', label: 'Union' },
  { value: 'flat', label: 'Flat' },
  { value: 'nested', label: 'Nested' },
];

const LANGUAGES = [
  { value: 'en', label: 'English' },
  { value: 'de', label: 'German' },
];

/** Every threshold and text, a part at a time. */
export function SettingsEditor({ draft }: { draft: Draft }) {
  const { part = 'insight' } = route.useSearch();
  const navigate = route.useNavigate();
  const setPart = (chosen: string) =>
    void navigate({
      search: (search) => ({ ...search, part: readSettingsSearch({ part: chosen }).part }),
      replace: true,
      resetScroll: false,
    });
  return (
    <>
      <SegmentedControl
        fullWidth
        size="sm"
        aria-label="Settings shown"
        data={PARTS}
        value={part}
        onChange={setPart}
      />
      {part === 'insight' && <ProfileRules draft={draft} />}
      {part === 'rules' && <CycleRules draft={draft} />}
      {part === 'guards' && <Guards draft={draft} />}
    </>
  );
}

/** Nudges from profiles that platforms send: thresholds by ruleset, texts by language. */
function ProfileRules({ draft }: { draft: Draft }) {
  const [ruleset, setRuleset] = useState('union');
  const [language, setLanguage] = useState('en');
  const rules = ['insight', 'rulesets', ruleset, 'rules'];
  const kinds = Object.keys((valueAt(draft.settings, rules) ?? {}) as object);
  return (
    <>
      <div className={classes.choices}>
        <SegmentedControl
          size="xs"
          aria-label="Ruleset"
          data={RULESETS}
          value={ruleset}
          onChange={setRuleset}
        />
        <SegmentedControl
          size="xs"
          aria-label="Language of the texts"
          data={LANGUAGES}
          value={language}
          onChange={setLanguage}
        />
      </div>
      <Panel
        title="All kinds"
        note="A text quotes numbers about peers only if the cohort is large enough and the numbers encourage"
      >
        <Scalars draft={draft} path={['insight', 'rulesets', ruleset]} />
        <Fields draft={draft} path={['insight', 'proof']} />
      </Panel>
      {kinds.map((kind) => (
        <Panel
          key={`${ruleset} ${language} ${kind}`}
          title={labelOf(kind)}
          actions={<Enabled draft={draft} path={[...rules, kind]} />}
        >
          <Fields draft={draft} path={[...rules, kind]} />
          <Fields draft={draft} path={['insight', 'texts', language, kind]} />
        </Panel>
      ))}
    </>
  );
}

/** The values of a ruleset itself, without its rules. */
function Scalars({ draft, path }: { draft: Draft; path: readonly string[] }) {
  const { rules, ...own } = valueAt(draft.settings, path) as Record<string, unknown>;
  return (
    <Fields
      draft={{
        ...draft,
        settings: withValue(draft.settings, path, own),
        onChange: (settings) => draft.onChange(withValue(settings, [...path, 'rules'], rules)),
      }}
      path={path}
    />
  );
}

/** What the weekly cycle proposes from activity and risk. */
function CycleRules({ draft }: { draft: Draft }) {
  return Object.keys(draft.settings.rules as object).map((rule) => (
    <Panel key={rule} title={labelOf(rule)} actions={<Enabled draft={draft} path={['rules', rule]} />}>
      <Fields draft={draft} path={['rules', rule]} />
    </Panel>
  ));
}

const QUIET = ['guards', 'quietHours'];

/** What keeps nudges from being sent. */
function Guards({ draft }: { draft: Draft }) {
  const quiet = isObject(valueAt(draft.settings, QUIET));
  return (
    <Panel
      title="Guards"
      note="What keeps a nudge from being sent"
      actions={
        <Checkbox
          label="Quiet hours"
          checked={quiet}
          onChange={() =>
            draft.onChange(withValue(draft.settings, QUIET, quiet ? null : { from: '21:00', to: '08:00' }))
          }
        />
      }
    >
      <Fields draft={draft} path={['guards']} />
    </Panel>
  );
}
