import { Button, TextInput } from '@mantine/core';
import { ApiProblem, type Fault } from '../api.ts';
import { formatQuantity } from '../format.ts';
import { FaultList } from '../page/FaultList.tsx';
import { Panel } from '../page/Panel.tsx';
import { labelOf } from './labels.ts';
import classes from './Settings.module.css';
import type { Change } from './useChange.ts';

export const faultsIn = (problem: Error | null): readonly Fault[] =>
  problem instanceof ApiProblem ? problem.faults : [];

interface ChangePanelProps {
  readonly change: Change;
  /** Why the newest saved version cannot be used. */
  readonly unusable: string | null;
  readonly savedVersion: number | null;
}

/** Who changes the settings and why, and the steps to a saved version. */
export function ChangePanel({ change, unusable, savedVersion }: ChangePanelProps) {
  const { count, note, setNote, savedBy, setSavedBy, problem, save } = change;
  return (
    <Panel title="Change" note={count === 0 ? 'No changes yet' : formatQuantity(count, 'change')}>
      {savedVersion !== null && count === 0 && (
        <p role="status" className={classes.saved}>
          Saved as version {savedVersion}. It is in use.
        </p>
      )}
      {unusable !== null && <p role="alert">{unusable}</p>}
      <form
        className={classes.save}
        onSubmit={(event) => {
          event.preventDefault();
          save();
        }}
      >
        <TextInput
          size="sm"
          label="Your name"
          required
          maxLength={100}
          autoComplete="name"
          value={savedBy}
          onChange={({ currentTarget }) => setSavedBy(currentTarget.value)}
        />
        <TextInput
          size="sm"
          label="Why"
          maxLength={500}
          value={note}
          onChange={({ currentTarget }) => setNote(currentTarget.value)}
        />
        <Steps change={change} />
        {count > 0 && !problem && <WhyNotSaved change={change} />}
      </form>
      {problem && <Problem problem={problem} />}
      {change.isOutrun && (
        <Button size="sm" variant="default" onClick={change.takeLatest}>
          Take the latest, without my changes
        </Button>
      )}
    </Panel>
  );
}

function Steps({ change }: { change: Change }) {
  const { count, undo, savedBy, effect, preview, isPreviewing, isSaving } = change;
  return (
    <div className={classes.buttons}>
      <Button size="sm" variant="default" loading={isPreviewing} disabled={count === 0} onClick={preview}>
        Preview the effect
      </Button>
      <Button
        size="sm"
        type="submit"
        className={classes.submit}
        loading={isSaving}
        disabled={count === 0 || effect === null || savedBy.trim() === ''}
      >
        Save
      </Button>
      <Button size="sm" variant="subtle" disabled={count === 0} onClick={undo}>
        Undo
      </Button>
    </div>
  );
}

/** `Guards › Days before a repeat` for `body.settings.guards.cooldownDays`. */
const fieldName = (path: string): string =>
  path
    .replace(/^body\.(settings\.)?/, '')
    .split('.')
    .map(labelOf)
    .join(' › ');

/** A button that is grey says why. */
function WhyNotSaved({ change: { effect, savedBy } }: { change: Change }) {
  if (effect === null) return <p className={classes.fine}>Preview the effect before you save.</p>;
  return savedBy.trim() === '' ? <p className={classes.fine}>Enter your name to save.</p> : null;
}

function Problem({ problem }: { problem: Error }) {
  return (
    <div role="alert" className={classes.problem}>
      {faultsIn(problem).length > 0 ? (
        <b>
          {formatQuantity(faultsIn(problem).length, 'value')}{' '}
          {faultsIn(problem).length === 1 ? 'needs' : 'need'} a look.
        </b>
      ) : (
        <>
          <b>{problem instanceof ApiProblem ? problem.title : 'Something went wrong'}:</b> {problem.message}
        </>
      )}
      <FaultList faults={faultsIn(problem)} nameOf={fieldName} />
    </div>
  );
}
