import type { AttentionEnrolment } from './enrolment.ts';
import classes from './Reasons.module.css';

/** Why: the strongest reasons as sentences. */
export function Reasons({ reasons }: Pick<AttentionEnrolment, 'reasons'>) {
  if (reasons.length === 0) return <span className={classes.none}>No single reason stands out.</span>;
  return (
    <ul className={classes.reasons}>
      {reasons.map(({ indicator, sentence }) => (
        <li key={indicator}>{sentence}</li>
      ))}
    </ul>
  );
}
