import { Checkbox, NativeSelect, Textarea, TextInput } from '@mantine/core';
import type { Fault, SettingsDocument } from '../api.ts';
import { formatLabel } from '../format.ts';
import { DraftInput, readNumber, writeNumber } from '../page/DraftInput.tsx';
import { isObject, type Path, valueAt, withValue } from './document.ts';
import { CHOICES, labelOf, SENTENCES } from './labels.ts';
import classes from './Settings.module.css';

/** The settings being edited, and what the server found wrong with them. */
export interface Draft {
  readonly settings: SettingsDocument;
  readonly faults: readonly Fault[];
  /** Texts as people would read them, by their path. */
  readonly examples: Readonly<Record<string, string>>;
  readonly onChange: (settings: SettingsDocument) => void;
}

/** A field for every value of a part of the document; parts within it are nested. */
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

/** Whether a rule is switched on; a rule that does not say is on. */
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

/** One value, edited as its key and kind ask. */
function Field({ draft, path, value }: { draft: Draft; path: Path; value: unknown }) {
  const key = path.at(-1) ?? '';
  const choices = CHOICES[key];
  const control = {
    label: labelOf(key),
    error: draft.faults.find((fault) => fault.path === `body.settings.${path.join('.')}`)?.problem,
    onChange: (changed: unknown) => draft.onChange(withValue(draft.settings, path, changed)),
  };
  if (key === 'enabled') return null;
  if (choices !== undefined) return <ChoiceField {...control} value={String(value)} choices={choices} />;
  if (typeof value === 'boolean') return <FlagField {...control} value={value} />;
  if (SENTENCES.includes(key))
    return <SentenceField {...control} value={String(value)} example={draft.examples[path.join('.')]} />;
  if (typeof value === 'string') return <WordField {...control} value={value} />;
  return <NumberField {...control} value={typeof value === 'number' ? value : null} />;
}

interface ControlProps<Value> {
  readonly label: string;
  readonly error: string | undefined;
  readonly value: Value;
  readonly onChange: (changed: Value) => void;
}

interface ChoiceFieldProps extends ControlProps<string> {
  readonly choices: readonly string[];
}

const ChoiceField = ({ choices, onChange, ...control }: ChoiceFieldProps) => (
  <NativeSelect
    {...control}
    size="sm"
    data={choices.map((choice) => ({ value: choice, label: formatLabel(choice) }))}
    onChange={({ currentTarget }) => onChange(currentTarget.value)}
  />
);

const FlagField = ({ value, onChange, ...control }: ControlProps<boolean>) => (
  <Checkbox
    {...control}
    className={classes.flag}
    checked={value}
    onChange={({ currentTarget }) => onChange(currentTarget.checked)}
  />
);

interface SentenceFieldProps extends ControlProps<string> {
  /** How the text reads, as of the last preview. */
  readonly example: string | undefined;
}

const SentenceField = ({ onChange, example, ...control }: SentenceFieldProps) => (
  <Textarea
    {...control}
    description={example === undefined || example === control.value ? undefined : `Reads: ${example}`}
    inputWrapperOrder={['label', 'input', 'description', 'error']}
    size="sm"
    className={classes.wide}
    classNames={{ input: classes.sentence }}
    rows={2}
    onChange={({ currentTarget }) => onChange(currentTarget.value)}
  />
);

const WordField = ({ onChange, ...control }: ControlProps<string>) => (
  <TextInput {...control} size="sm" onChange={({ currentTarget }) => onChange(currentTarget.value)} />
);

const NumberField = (control: ControlProps<number | null>) => (
  <DraftInput {...control} type="number" step="any" read={readNumber} write={writeNumber} />
);
