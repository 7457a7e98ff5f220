import type { EnrolmentView } from '../../../src/read/enrolment-view.ts';
import { formatNumber, formatSigned } from '../format.ts';
import { EmptyNotice } from '../page/EmptyNotice.tsx';
import classes from './ReasonBars.module.css';

type Reason = NonNullable<EnrolmentView['risk']>['reasons'][number];

/** What raises the risk, as sentences with a bar each, and below it what speaks for the learner. */
export function ReasonBars({ reasons, favours }: { reasons: readonly Reason[]; favours: readonly Reason[] }) {
  const strongest = Math.max(...reasons.map(({ contribution }) => contribution));
  return (
    <>
      {reasons.length === 0 ? (
        <EmptyNotice title="No single reason stands out" />
      ) : (
        <ol className={classes.reasons} aria-label="What raises the risk">
          {reasons.map((reason) => (
            <ReasonBar key={reason.indicator} reason={reason} strongest={strongest} />
          ))}
        </ol>
      )}
      {favours.length > 0 && <Favours favours={favours} />}
    </>
  );
}

function ReasonBar({ reason, strongest }: { reason: Reason; strongest: number }) {
  const { sentence, contribution } = reason;
  return (
    <li className={classes.reason}>
      <p className={classes.sentence}>{sentence}</p>
      <div className={`${classes.measure} figures`}>
        <span
          className={classes.scale}
          role="img"
          aria-label={`Raises the risk by ${formatNumber(contribution)} in log-odds`}
        >
          <span className={classes.bar} style={{ width: `${(100 * contribution) / strongest}%` }} />
        </span>
        <span
          className={classes.contribution}
          title="Contribution to the log-odds of dropping out"
          aria-hidden="true"
        >
          {formatSigned(Math.round(contribution * 10) / 10)}
        </span>
      </div>
    </li>
  );
}

/** What lowers the risk, in green and without bars: it is there to be said to the learner. */
function Favours({ favours }: { favours: readonly Reason[] }) {
  return (
    <section className={classes.favours}>
      <h3>In their favour</h3>
      <ul>
        {favours.map(({ indicator, sentence }) => (
          <li key={indicator}>{sentence}</li>
        ))}
      </ul>
    </section>
  );
}
