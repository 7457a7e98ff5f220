import { Link } from '@tanstack/react-router';
import { useViewed } from '../presentation/viewed.ts';
import classes from './LearnerLink.module.css';

/** The learner's pseudonym; a click anywhere on the row or card that holds it opens the learner. */
export function LearnerLink({ learnerId, holdout }: { learnerId: string; holdout: boolean }) {
  const { presentation } = useViewed();
  return (
    <div className={classes.learner}>
      <Link
        to="/p/$presentationId/learners/$learnerId"
        params={{ presentationId: presentation.id, learnerId }}
        className={`${classes.link} figures`}
        aria-label={`Learner ${learnerId}`}
      >
        {learnerId}
      </Link>
      {holdout && (
        <span
          className={classes.holdout}
          title="In the comparison group: gets no nudges, so that we can measure whether nudges help"
        >
          Comparison group
        </span>
      )}
    </div>
  );
}
