import { Checkbox, NativeSelect, Textarea, TextInput } from '@mantine/core';
import type { Fault, SettingsDocument } from '../api.ts';
import { formatLabel } from '../format.ts';
import { DraftInput, readNumber, writeNumber } from '../page/DraftInput.tsx';
import { isObject, type Path, valueAt, withValue } from './document.ts';
import { CHOICES, labelOf, SENTENCES } from './labels.ts';
import classes from './Settings.module.css';

/** What is being edited, and what the server found wrong with it. */
export interface Draft {
  readonly settings: SettingsDocument;
  readonly faults: readonly Fault[];
  readonly onChange: (settings: SettingsDocument) => void;
}

/** A field for every value of a part of the document; what the part contains is shown within. */
export function Fields({ draft, path, title }: { draft: Draft; path: Path; title?: string }) {
  const part = valueAt(draft.settings, path);
  const values = Object.entries(isObject(part) ? part : {});
  return (
    <fieldset className={classes.fields}>
      {title !== undefined && <legend>{title}</legend>}
      {values.map(([key, value]) =>
        isObject(value) ? (
          <Fields key={key} draft={draft} path={[...path, key]} title={labelOf(key)} />
        ) : (
          <Field key={key} draft={draft} path={[...path, key]} value={value} />
        ),
      )}
    </fieldset>
  );
}

/** Whether a rule is switched on; what leaves it out is on. */
export function Enabled({ draft, path }: { draft: Draft; path: Path }) {
  const own = [...path, 'enabled'];
  return (
    <Checkbox
      label={labelOf('enabled')}
      checked={valueAt(draft.settings, own) !== false}
      onChange={({ currentTarget: { checked } }) => draft.onChange(withValue(draft.settings, own, checked))}
    />
  );
}

function Field({ draft, path, value }: { draft: Draft; path: Path; value: unknown }) {
  const key = path.at(-1) ?? '';
  const label = labelOf(key);
  const error = draft.faults.find((fault) => fault.path === `body.settings.${path.join('.')}`)?.problem;
  const change = (changed: unknown) => draft.onChange(withValue(draft.settings, path, changed));
  if (key === 'enabled') return null;
  const choices = CHOICES[key];
  if (choices !== undefined)
    return (
      <NativeSelect
        size="sm"
        label={label}
        error={error}
        value={String(value)}
        data={choices.map((choice) => ({ value: choice, label: formatLabel(choice) }))}
        onChange={({ currentTarget }) => change(currentTarget.value)}
      />
    );
  if (typeof value === 'boolean')
    return (
      <Checkbox
        className={classes.flag}
        label={label}
        error={error}
        checked={value}
        onChange={({ currentTarget }) => change(currentTarget.checked)}
      />
    );
  if (SENTENCES.includes(key))
    return (
      <Textarea
        size="sm"
        className={classes.wide}
        classNames={{ input: classes.sentence }}
        label={label}
        error={error}
        rows={2}
        value={String(value)}
        onChange={({ currentTarget }) => change(currentTarget.value)}
      />
    );
  if (typeof value === 'string')
    return (
      <TextInput
        size="sm"
        label={label}
        error={error}
        value={value}
        onChange={({ currentTarget }) => change(currentTarget.value)}
      />
    );
  return (
    <DraftInput
      type="number"
      step="any"
      label={label}
      error={error}
      value={typeof value === 'number' ? value : null}
      read={readNumber}
      write={writeNumber}
      onChange={change}
    />
  );
}
