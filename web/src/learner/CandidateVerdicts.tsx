import { formatLabel, formatNumber } from '../format.ts';
import { Icon } from '../page/Icon.tsx';
import classes from './CandidateVerdicts.module.css';
import { type JudgedCandidate, passedGuards, refusals } from './decisionOutcome.ts';

interface CandidateVerdictsProps {
  readonly candidate: JudgedCandidate;
  readonly replayed: boolean;
}

/** One proposal: its title, its rule, the numbers behind it, and each guard's verdict. */
export function CandidateVerdicts({ candidate, replayed }: CandidateVerdictsProps) {
  const { title, proposedBy, recipient, priority, facts, chosen } = candidate;
  const refused = refusals(candidate);
  const passed = passedGuards(candidate);
  return (
    <li className={classes.candidate}>
      <p className={classes.title}>
        {title} <span className={classes.outcome}>{fateOf(chosen, replayed)}</span>
      </p>
      <p className={classes.detail}>
        {formatLabel(proposedBy)}, {priority} priority, to the {recipient}
        {factsText(facts)}
      </p>
      <ul className={classes.verdicts}>
        {refused.map(({ guard, reason }) => (
          <li key={guard} className={classes.refused}>
            <Icon name="forbidden" size={12} />
            <span>
              <b>{formatLabel(guard)}:</b> {reason}
            </span>
          </li>
        ))}
        {passed.length > 0 && (
          <li className={classes.passed}>
            <Icon name="allowed" size={12} />
            <span title={`Checked: ${passed.map((guard) => formatLabel(guard).toLowerCase()).join(', ')}`}>
              {refused.length > 0 ? 'Everything else was fine.' : 'Every guard allowed it.'}
            </span>
          </li>
        )}
        {!chosen && refused.length === 0 && <li className={classes.passed}>Other proposals came first.</li>}
      </ul>
    </li>
  );
}

/** Nobody gets what a replay has chosen. */
function fateOf(chosen: boolean, replayed: boolean): string {
  if (!chosen) return 'not sent';
  return replayed ? 'replayed, not sent' : 'sent';
}

/** `, days since last activity 12`: the numbers behind the proposal. */
function factsText(facts: JudgedCandidate['facts']): string {
  return Object.entries(facts)
    .map(
      ([name, value]) =>
        `; ${formatLabel(name).toLowerCase()} ${typeof value === 'number' ? formatNumber(value) : value.replace(/\.$/, '')}`,
    )
    .join('');
}
