import type { AttentionEnrolment } from './enrolment.ts';
import classes from './SuggestedAction.module.css';

const RECIPIENTS = { coach: 'For you', learner: 'To the learner' } as const;

/** What to do: the best proposal, its recipient and its text in short; or why it has to wait. */
export function SuggestedAction({ suggestedAction }: Pick<AttentionEnrolment, 'suggestedAction'>) {
  if (!suggestedAction) return <span className={classes.none}>Nothing to do now</span>;
  const { title, body, recipient, notNow } = suggestedAction;
  // A message waits until the guards allow it. A coach whom the system asked before may still decide to act.
  const waits = notNow !== null && recipient === 'learner';
  return (
    <div className={classes.action}>
      <p className={classes.title} data-later={waits || undefined}>
        <span className={classes.recipient} data-recipient={recipient}>
          {RECIPIENTS[recipient]}
        </span>
        {title}
      </p>
      <p className={classes.body} title={notNow ?? body}>
        {waits ? `Not now. ${notNow}` : notNow === null ? body : `You were asked before. ${body}`}
      </p>
    </div>
  );
}
