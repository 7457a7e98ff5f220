import type { EnrolmentView } from '../../../src/read/enrolment-view.ts';
import { dateIn, formatDate } from '../format.ts';
import { EmptyNotice } from '../page/EmptyNotice.tsx';
import { FirstFew } from '../page/FirstFew.tsx';
import { Panel } from '../page/Panel.tsx';
import { useViewed } from '../presentation/viewed.ts';
import { type AfterNudge, afterNudge, afterText } from './afterNudge.ts';
import classes from './Inbox.module.css';

type Message = EnrolmentView['inbox'][number];

/** What was sent, whether it was opened, and what came after. */
export function Inbox({ enrolment }: { enrolment: EnrolmentView }) {
  const newestFirst = enrolment.inbox.toSorted((a, b) => b.deliveredAt.localeCompare(a.deliveredAt));
  return (
    <Panel title="Messages sent" note="With what happened afterwards, whatever the cause">
      {enrolment.inbox.length === 0 && <EmptyNotice title="Nothing sent up to this day" />}
      <FirstFew items={newestFirst} count={4} noun="message" keyOf={({ key }) => key}>
        {(message) => (
          <InboxMessage
            message={message}
            after={message.recipient === 'learner' ? afterNudge(enrolment, message.deliveredAt) : null}
          />
        )}
      </FirstFew>
    </Panel>
  );
}

function InboxMessage({ message, after }: { message: Message; after: AfterNudge | null }) {
  const { presentation } = useViewed();
  const { title, body, recipient, deliveredAt, openedAt } = message;
  return (
    <article className={classes.message}>
      <p className={classes.meta}>
        <time dateTime={deliveredAt}>{formatDate(dateIn(presentation.timeZone, deliveredAt))}</time>
        <span>{recipient === 'coach' ? 'asked of the coach' : 'to the learner'}</span>
        {recipient === 'learner' && <span>{openedAt ? 'opened' : 'not opened'}</span>}
      </p>
      <p className={classes.title}>{title}</p>
      <p className={classes.body}>{body}</p>
      {after && <p className={`${classes.after} figures`}>{afterText(after)}</p>}
    </article>
  );
}
