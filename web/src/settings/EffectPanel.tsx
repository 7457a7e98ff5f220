import type { PreviewView } from '../../../src/read/settings-view.ts';
import { DataTable } from '../chart/DataTable.tsx';
import { formatCount, formatDate, formatLabel, formatQuantity, formatSigned } from '../format.ts';
import { EmptyNotice } from '../page/EmptyNotice.tsx';
import { Panel } from '../page/Panel.tsx';
import { useViewed } from '../presentation/viewed.ts';
import { labelOf } from './labels.ts';
import classes from './Settings.module.css';

type Effect = PreviewView['profiles']['rulesets']['union'];

/** What the change would have meant for last week's learners. */
export function EffectPanel({ preview: { lastCycle, profiles } }: { preview: PreviewView }) {
  const { presentation } = useViewed();
  const rulesets = Object.entries(profiles.rulesets).filter(
    ([name, { changed }]) => changed > 0 || name === 'union',
  );
  return (
    <Panel title="Effect" note="What this change would have done last week">
      <div aria-live="polite">
        <h3 className={classes.cohort}>
          Last cycle of {presentation.id}
          {lastCycle !== null && `, ${formatDate(lastCycle.at)}`}
        </h3>
        {lastCycle === null ? (
          <EmptyNotice title="No cycle has run for this presentation yet" />
        ) : (
          <EffectOn effect={lastCycle} caption="Nudges of the last cycle" noun="enrolment" />
        )}
        <h3 className={classes.cohort}>Profiles of the last 7 days</h3>
        {profiles.known === 0 ? (
          <EmptyNotice title="No platform has sent a profile in the last 7 days" />
        ) : (
          rulesets.map(([name, effect]) => (
            <div key={name}>
              <h4 className={classes.ruleset}>{formatLabel(name)} ruleset</h4>
              <EffectOn effect={effect} caption={`Nudges by the ${name} ruleset`} noun="profile" />
              {profiles.known > effect.judged && (
                <p className={classes.fine}>
                  A sample of {formatCount(effect.judged)} out of {formatCount(profiles.known)} profiles.
                </p>
              )}
            </div>
          ))
        )}
      </div>
    </Panel>
  );
}

function EffectOn({ effect, caption, noun }: { effect: Effect; caption: string; noun: string }) {
  const { judged, changed, kinds, examples } = effect;
  return (
    <>
      <p className={classes.summary}>
        {changed === 0
          ? `Nothing changes for any of ${formatQuantity(judged, noun)}.`
          : `${formatCount(changed)} of ${formatQuantity(judged, noun)} would get something different.`}
      </p>
      {kinds.length > 0 && (
        <DataTable
          caption={caption}
          columns={['Kind', 'Now', 'After', 'Change']}
          rows={kinds.map(({ kind, now, after }) => ({
            id: kind,
            name: labelOf(kind),
            cells: [formatCount(now), formatCount(after), formatSigned(after - now)],
          }))}
        />
      )}
      {examples.length > 0 && (
        <details className={classes.examples}>
          <summary>{formatQuantity(examples.length, 'example')}</summary>
          {examples.map(({ learnerId, now, after }) => (
            <dl key={learnerId}>
              <dt>Learner {learnerId}, now</dt>
              <dd>{now.length === 0 ? 'nothing' : now.join(' · ')}</dd>
              <dt>After</dt>
              <dd>{after.length === 0 ? 'nothing' : after.join(' · ')}</dd>
            </dl>
          ))}
        </details>
      )}
    </>
  );
}
