import type { EnrolmentView } from '../../../src/read/enrolment-view.ts';
import { formatLabel, formatNumber, formatShortDate } from '../format.ts';
import { EmptyNotice } from '../page/EmptyNotice.tsx';
import { Icon } from '../page/Icon.tsx';
import { Panel } from '../page/Panel.tsx';
import classes from './Assessments.module.css';

type Assessment = EnrolmentView['assessments'][number];

const STATUS: Readonly<Record<Assessment['status'], string>> = {
  submitted: 'Submitted',
  late: 'Late',
  missed: 'Not handed in',
  open: 'Open',
};

/** Everything to hand in, with its result. */
export function Assessments({ assessments }: { assessments: readonly Assessment[] }) {
  return (
    <Panel title="Assessments">
      {assessments.length === 0 ? (
        <EmptyNotice title="This course has no assessments" />
      ) : (
        <table className={`${classes.table} figures`}>
          <thead>
            <tr>
              <th scope="col">Due</th>
              <th scope="col">Kind</th>
              <th scope="col">Status</th>
              <th scope="col" className={classes.number}>
                Score
              </th>
            </tr>
          </thead>
          <tbody>
            {assessments.map((assessment) => (
              <AssessmentRow key={assessment.id} assessment={assessment} />
            ))}
          </tbody>
        </table>
      )}
    </Panel>
  );
}

function AssessmentRow({ assessment }: { assessment: Assessment }) {
  const { dueOn, kind, weightPercent, status, submittedOn, scorePercent } = assessment;
  return (
    <tr>
      <th scope="row">{dueOn === null ? 'No date' : formatShortDate(dueOn)}</th>
      <td>
        {formatLabel(kind)}
        {weightPercent > 0 && <span className={classes.detail}> {formatNumber(weightPercent)}%</span>}
      </td>
      <td>
        <span className={classes.status} data-status={status}>
          {status === 'missed' && <Icon name="forbidden" size={12} />}
          {(status === 'submitted' || status === 'late') && <Icon name="allowed" size={12} />}
          {STATUS[status]}
        </span>
        {submittedOn && <span className={classes.detail}> {formatShortDate(submittedOn)}</span>}
      </td>
      <td className={classes.number}>{scorePercent === null ? '–' : `${formatNumber(scorePercent)}%`}</td>
    </tr>
  );
}
