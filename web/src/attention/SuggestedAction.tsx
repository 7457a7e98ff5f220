import type { AttentionEnrolment } from './enrolment.ts';
import classes from './SuggestedAction.module.css';

const RECIPIENTS = { coach: 'For you', learner: 'To the learner' } as const;

/** What to do: the best proposal, who it is for, and its text shortened. */
export function SuggestedAction({ suggestedAction }: Pick<AttentionEnrolment, 'suggestedAction'>) {
  if (!suggestedAction) return <span className={classes.none}>Nothing to do now</span>;
  const { title, body, recipient } = suggestedAction;
  return (
    <div className={classes.action}>
      <p className={classes.title}>
        <span className={classes.recipient} data-recipient={recipient}>
          {RECIPIENTS[recipient]}
        </span>
        {title}
      </p>
      <p className={classes.body} title={body}>
        {body}
      </p>
    </div>
  );
}
