import type { ExplanationView } from '../../../src/api/insight-explain.ts';
import { formatLabel, formatPrecise } from '../format.ts';
import { Icon } from '../page/Icon.tsx';
import { Panel } from '../page/Panel.tsx';
import classes from './Playground.module.css';

type Rule = ExplanationView['rules'][number];

/** Every rule with the numbers it was judged by; first the rules that fired. */
export function RulesFired({ explanation: { rules, nudges } }: { explanation: ExplanationView }) {
  const fired = rules.filter((rule) => rule.fired);
  const silent = rules.filter((rule) => !rule.fired);
  return (
    <Panel title="Rules" note={`${fired.length} fired, ${silent.length} did not`}>
      <ul className={`${classes.rules} figures`}>
        {[...fired, ...silent].map((rule) => (
          <RuleVerdict key={rule.rule} rule={rule} speaks={nudges.some(({ kind }) => kind === rule.rule)} />
        ))}
      </ul>
    </Panel>
  );
}

/** @param speaks whether the learner gets its nudge */
function RuleVerdict({ rule: verdict, speaks }: { rule: Rule; speaks: boolean }) {
  const { rule, enabled, fired, needs, conditions, numbersMayBeSaid } = verdict;
  const outcome = fired ? 'fired' : enabled ? 'did not fire' : 'is switched off';
  return (
    <li data-fired={fired || undefined}>
      <p className={classes.rule}>
        <b>{formatLabel(rule)}</b> {outcome}
        <span className={classes.dimmed}>
          {conditions.length > 1 && `; needs ${needs} of these`}
          {fired && !speaks && '; another nudge came first'}
          {fired && speaks && !numbersMayBeSaid && '; names a goal, because its numbers may not be shown'}
        </span>
      </p>
      <ul className={classes.conditions}>
        {conditions.map(({ fact, value, wanted, threshold, holds }) => (
          <li key={fact} data-holds={holds || undefined}>
            <Icon name={holds ? 'allowed' : 'forbidden'} size={12} />
            <span>
              {formatLabel(fact)} <b>{value === null ? 'unknown' : formatPrecise(value)}</b>, wanted {wanted}{' '}
              {formatPrecise(threshold)}
              <span className={classes.unseen}>{holds ? ': holds' : ': does not hold'}</span>
            </span>
          </li>
        ))}
      </ul>
    </li>
  );
}
