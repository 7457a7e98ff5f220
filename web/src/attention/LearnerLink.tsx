import { Link } from '@tanstack/react-router';
import { shortId } from '../format.ts';
import { CopyId } from '../page/CopyId.tsx';
import { useViewed } from '../presentation/viewed.ts';
import classes from './LearnerLink.module.css';

/** The learner's pseudonym, which leads to the learner and can be copied: names are kept elsewhere. */
export function LearnerLink({ learnerId, holdout }: { learnerId: string; holdout: boolean }) {
  const { presentation } = useViewed();
  return (
    <div className={classes.learner}>
      <Link
        to="/p/$presentationId/learners/$learnerId"
        params={{ presentationId: presentation.id, learnerId }}
        className={`${classes.link} figures`}
        aria-label={`Learner ${learnerId}`}
        title={shortId(learnerId) === learnerId ? undefined : learnerId}
      >
        {shortId(learnerId)}
      </Link>
      <CopyId id={learnerId} />
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
