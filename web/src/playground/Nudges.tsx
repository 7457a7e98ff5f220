import type { ExplanationView } from '../../../src/api/insight-explain.ts';
import { formatLabel, formatPercent, formatQuantity } from '../format.ts';
import { EmptyNotice } from '../page/EmptyNotice.tsx';
import { Panel } from '../page/Panel.tsx';
import classes from './Playground.module.css';

/** The nudges that the learner would get, best first. */
export function Nudges({ explanation: { nudges, ruleset } }: { explanation: ExplanationView }) {
  return (
    <Panel
      title="Nudges"
      note={`${formatQuantity(nudges.length, 'nudge')} of at most 3, by the ${ruleset} ruleset`}
    >
      <div aria-live="polite">
        {nudges.length === 0 ? (
          <EmptyNotice title="No nudge: this learner is doing well" />
        ) : (
          <ol className={classes.nudges}>
            {nudges.map(({ rank, kind, priority, source, probability, title, action }) => (
              <li key={rank} className={classes.nudge}>
                <p className={classes.sentence}>{title}</p>
                <p className={classes.detail}>
                  <span className={classes.priority} data-priority={priority}>
                    {formatLabel(priority)}
                  </span>{' '}
                  {formatLabel(kind)} by {source === 'rule' ? 'a rule' : 'a model'}
                  {probability !== null && ` (${formatPercent(probability)})`} · button “{action}”
                </p>
              </li>
            ))}
          </ol>
        )}
      </div>
    </Panel>
  );
}
