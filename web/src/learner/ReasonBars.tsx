import type { EnrolmentView } from '../../../src/read/enrolment-view.ts';
import { formatNumber, formatSigned } from '../format.ts';
import { EmptyNotice } from '../page/EmptyNotice.tsx';
import classes from './ReasonBars.module.css';

type Reason = NonNullable<EnrolmentView['risk']>['reasons'][number];

/** Weaker contributions would be shown as 0, so they are no reasons. */
const WEAKEST_SHOWN = 0.05;

/** The reasons as sentences, each with a bar: to the right it raises the risk, to the left it lowers it. */
export function ReasonBars({ reasons: found }: { reasons: readonly Reason[] }) {
  const reasons = found.filter(({ contribution }) => Math.abs(contribution) >= WEAKEST_SHOWN);
  if (reasons.length === 0) return <EmptyNotice title="No single reason stands out" />;
  const strongest = Math.max(...reasons.map(({ contribution }) => Math.abs(contribution)));
  return (
    <>
      <p className={classes.directions} aria-hidden="true">
        <span>lowers risk</span>
        <span>raises risk</span>
      </p>
      <ol className={classes.reasons}>
        {reasons.map((reason) => (
          <ReasonBar key={reason.indicator} reason={reason} strongest={strongest} />
        ))}
      </ol>
    </>
  );
}

function ReasonBar({ reason, strongest }: { reason: Reason; strongest: number }) {
  const { sentence, contribution, value, courseMedian } = reason;
  const raises = contribution >= 0;
  const known = (number: number | null) => (number === null ? 'unknown' : formatNumber(number));
  return (
    <li className={classes.reason}>
      <p className={classes.sentence}>{sentence}</p>
      <div className={`${classes.measure} figures`}>
        <span className={classes.values}>
          Learner <b>{known(value)}</b>, median <b>{known(courseMedian)}</b>
        </span>
        <span
          className={classes.scale}
          role="img"
          aria-label={`${raises ? 'Raises' : 'Lowers'} the risk by ${formatNumber(Math.abs(contribution))} in log-odds`}
        >
          <span
            className={classes.bar}
            data-raises={raises || undefined}
            style={{ width: `${(50 * Math.abs(contribution)) / strongest}%` }}
          />
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
