import type { AttentionEnrolment } from './enrolment.ts';
import classes from './SuggestedAction.module.css';

const RECIPIENTS = { coach: 'For you', learner: 'To the learner' } as const;

/** What to do: the best proposal, who it is for, and its text shortened; or why it is not for now. */
export function SuggestedAction({ suggestedAction }: Pick<AttentionEnrolment, 'suggestedAction'>) {
  if (!suggestedAction) return <span className={classes.none}>Nothing to do now</span>;
  const { title, body, recipient, notNow } = suggestedAction;
  return (
    <div className={classes.action}>
      <p className={classes.title} data-later={notNow !== null || undefined}>
        <span className={classes.recipient} data-recipient={recipient}>
          {RECIPIENTS[recipient]}
        </span>
        {title}
      </p>
      {notNow === null ? (
        <p className={classes.body} title={body}>
          {body}
        </p>
      ) : (
        <p className={classes.body} title={notNow}>
          Not now. {notNow}
        </p>
      )}
    </div>
  );
}
