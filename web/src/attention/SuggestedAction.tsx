import { formatShortDate } from '../format.ts';
import type { AttentionEnrolment } from './enrolment.ts';
import classes from './SuggestedAction.module.css';

const RECIPIENTS = { coach: 'For you', learner: 'To the learner' } as const;

type Props = Pick<AttentionEnrolment, 'suggestedAction' | 'nothingToDo'>;

/** What to do: the best proposal, its recipient and its text in short; why it has to wait; or why there is none. */
export function SuggestedAction({ suggestedAction, nothingToDo }: Props) {
  if (!suggestedAction) return <span className={classes.none}>{nothingToDo?.sentence}</span>;
  const { title, body, recipient, isNew, notNow } = suggestedAction;
  // A message waits until the guards allow it. A coach who was asked before may still decide to act.
  const waits = notNow !== null && recipient === 'learner';
  return (
    <div className={classes.action}>
      <p className={classes.title} data-later={waits || undefined}>
        <span className={classes.recipient} data-recipient={recipient}>
          {RECIPIENTS[recipient]}
          {recipient === 'coach' && isNew && ', new'}
        </span>{' '}
        {title}
      </p>
      <p className={classes.body} title={notNow ?? body}>
        {waits ? `Not now. ${notNow}.` : `${askedBefore(suggestedAction)}${body}`}
      </p>
    </div>
  );
}

/** A suggestion is no contact: nobody has said that the call was made. */
function askedBefore({
  isNew,
  askedAt,
  askedInReplay,
}: NonNullable<AttentionEnrolment['suggestedAction']>): string {
  if (isNew || askedAt === null) return '';
  const day = formatShortDate(askedAt);
  return askedInReplay ? `A replay asked on ${day}. ` : `Asked on ${day}, no call noted. `;
}
