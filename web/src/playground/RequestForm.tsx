import { Checkbox, TextInput } from '@mantine/core';
import { DraftInput, readNumber, writeNumber } from '../page/DraftInput.tsx';
import classes from './Playground.module.css';
import { type Parts, readAttendance, readList, writeAttendance, writeList } from './request.ts';

type Section = 'profile' | 'activity' | 'peers';
type Kind = 'number' | 'optional number' | 'flag' | 'list' | 'date' | 'attendance';

/** Label and kind of every field, in everyday words. */
const FIELDS: Readonly<Record<Section, readonly (readonly [name: string, label: string, kind: Kind])[]>> = {
  profile: [
    ['resume_uploaded', 'Has uploaded a résumé', 'flag'],
    ['karma', 'Karma', 'number'],
    ['projects_added', 'Projects', 'number'],
    ['buddy_count', 'Buddies', 'optional number'],
    ['goal_tags', 'Goals', 'list'],
    ['quiz_history', 'Quizzes, by name or date', 'list'],
    ['clubs_joined', 'Clubs', 'list'],
  ],
  activity: [
    ['login_streak', 'Login streak in days', 'number'],
    ['posts_created', 'Posts', 'number'],
    ['buddies_interacted', 'Buddies met', 'number'],
    ['last_event_attended', 'Last event', 'date'],
    ['last_quiz_taken', 'Last quiz', 'date'],
    ['last_active', 'Last active', 'date'],
  ],
  peers: [
    ['batch_avg_projects', 'Projects on average', 'number'],
    ['batch_resume_uploaded_pct', 'With a résumé, in %', 'number'],
    ['batch_size', 'Peers, if known', 'optional number'],
    ['batch_event_attendance', 'Peers at each event', 'attendance'],
    ['buddies_attending_events', 'Events that buddies attend, one entry per buddy', 'list'],
  ],
};

const TITLES: Readonly<Record<Section, string>> = {
  profile: 'Learner',
  activity: 'Activity',
  peers: 'Peers',
};

/** The request as fields. */
export function RequestForm({ parts, onChange }: { parts: Parts; onChange: (parts: Parts) => void }) {
  return (
    <form className={classes.form} onSubmit={(event) => event.preventDefault()}>
      {(['profile', 'activity', 'peers'] as const).map((section) => (
        <fieldset key={section} className={classes.fields}>
          <legend>{TITLES[section]}</legend>
          {FIELDS[section].map(([name, label, kind]) => (
            <Field
              key={name}
              label={label}
              kind={kind}
              value={parts[section][name]}
              onChange={(value) => {
                const { [name]: _, ...others } = parts[section];
                const changed = value === undefined ? others : { ...parts[section], [name]: value };
                onChange({ ...parts, [section]: changed });
              }}
            />
          ))}
        </fieldset>
      ))}
    </form>
  );
}

interface FieldProps {
  readonly label: string;
  readonly kind: Kind;
  readonly value: unknown;
  /** Undefined removes the field. */
  readonly onChange: (value: unknown) => void;
}

function Field({ label, kind, value, onChange }: FieldProps) {
  if (kind === 'flag')
    return (
      <Checkbox
        className={classes.flag}
        label={label}
        checked={value === true}
        onChange={({ currentTarget }) => onChange(currentTarget.checked)}
      />
    );
  if (kind === 'date')
    return (
      <TextInput
        size="sm"
        type="date"
        label={label}
        value={typeof value === 'string' ? value.slice(0, 10) : ''}
        onChange={({ currentTarget }) => onChange(currentTarget.value === '' ? null : currentTarget.value)}
      />
    );
  if (kind === 'list')
    return (
      <DraftInput
        className={classes.wide}
        label={label}
        placeholder="none"
        value={value}
        read={readList as (text: string) => unknown}
        write={writeList}
        onChange={onChange}
      />
    );
  if (kind === 'attendance')
    return (
      <DraftInput
        className={classes.wide}
        label={label}
        placeholder="tech-talk: 4, contest: 11"
        value={value}
        read={readAttendance as (text: string) => unknown}
        write={writeAttendance}
        onChange={onChange}
      />
    );
  return (
    <DraftInput
      type="number"
      label={label}
      value={typeof value === 'number' ? value : null}
      read={readNumber}
      write={writeNumber}
      onChange={(number) => onChange(number === null && kind === 'optional number' ? undefined : number)}
    />
  );
}
