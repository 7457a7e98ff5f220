import { useLive } from '../live/live.ts';
import { useViewed } from '../presentation/viewed.ts';
import { RiskFigure } from '../risk/RiskFigure.tsx';
import classes from './AttentionTable.module.css';
import type { AttentionEnrolment } from './enrolment.ts';
import { LearnerLink } from './LearnerLink.tsx';
import { lastActivityText, lastNudgedText } from './lastActivity.ts';
import { Reasons } from './Reasons.tsx';
import { SortableHeading } from './SortableHeading.tsx';
import { SuggestedAction } from './SuggestedAction.tsx';
import type { Sorting } from './sorting.ts';

interface AttentionTableProps {
  readonly enrolments: readonly AttentionEnrolment[];
  readonly sorting?: Sorting;
}

export function AttentionTable({ enrolments, sorting }: AttentionTableProps) {
  return (
    <div className={classes.box}>
      <table className={classes.table}>
        <thead>
          <tr>
            <SortableHeading name="Learner" sort="learnerId" sorting={sorting} />
            <SortableHeading
              name="Risk"
              sort="probability"
              sorting={sorting}
              second={{ name: 'Change', sort: 'changeIn7Days' }}
            />
            <th scope="col">Why</th>
            <th scope="col">Suggested action</th>
            <SortableHeading
              name="Last active"
              sort="daysSinceLastActivity"
              sorting={sorting}
              className={classes.extra}
            />
            <th scope="col" className={classes.extra}>
              Last nudged
            </th>
          </tr>
        </thead>
        <tbody>
          {enrolments.map((enrolment) => (
            <AttentionRow key={enrolment.learnerId} enrolment={enrolment} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function AttentionRow({ enrolment }: { enrolment: AttentionEnrolment }) {
  const viewed = useViewed();
  const fresh = useLive().fresh.has(enrolment.learnerId);
  const { probability, band, changeIn7Days } = enrolment;
  return (
    <tr className={classes.row} data-fresh={fresh || undefined}>
      <th scope="row">
        <LearnerLink learnerId={enrolment.learnerId} holdout={enrolment.holdout} />
      </th>
      <td className={classes.risk}>
        <RiskFigure probability={probability} band={band} change={changeIn7Days} />
      </td>
      <td className={classes.why}>
        <Reasons reasons={enrolment.reasons} />
      </td>
      <td className={classes.action}>
        <SuggestedAction {...enrolment} />
      </td>
      <td className={`${classes.extra} ${classes.when}`}>
        {lastActivityText(enrolment.daysSinceLastActivity)}
      </td>
      <td className={`${classes.extra} ${classes.when}`}>{lastNudgedText(enrolment.lastNudgedAt, viewed)}</td>
    </tr>
  );
}
