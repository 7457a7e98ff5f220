import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import type { EnrolmentView } from '../../../src/read/enrolment-view.ts';
import { formatDate } from '../format.ts';
import { CopyId } from '../page/CopyId.tsx';
import { Loaded } from '../page/Loaded.tsx';
import { ScreenTitle } from '../page/ScreenTitle.tsx';
import { useViewed } from '../presentation/viewed.ts';
import { enrolmentQuery } from '../queries.ts';
import { ActivityTimeline } from './ActivityTimeline.tsx';
import { Assessments } from './Assessments.tsx';
import { Decisions } from './Decisions.tsx';
import { Inbox } from './Inbox.tsx';
import classes from './LearnerPage.module.css';
import { RiskNow } from './RiskNow.tsx';
import { RiskOverTime } from './RiskOverTime.tsx';

const route = getRouteApi('/p/$presentationId/learners/$learnerId');

/** Everything known about one enrolment on the day shown. */
export function LearnerPage() {
  const { learnerId } = route.useParams();
  const { presentation, asOf } = useViewed();
  const query = useQuery(enrolmentQuery(presentation.id, learnerId, asOf));
  return (
    <>
      <ScreenTitle
        title={`Learner ${learnerId}`}
        note={
          <>
            {query.data && statusText(query.data)} <CopyId id={learnerId} />
          </>
        }
        above={
          <Link to="/p/$presentationId/attention" params={{ presentationId: presentation.id }}>
            Who needs attention
          </Link>
        }
      >
        {query.data && hasSpoken(query.data) && (
          <Link
            to="/p/$presentationId/responses"
            params={{ presentationId: presentation.id }}
            search={{ learner: learnerId }}
          >
            Spoken responses
          </Link>
        )}
      </ScreenTitle>
      <Loaded query={query} skeleton={<Skeleton h={640} radius="lg" />}>
        {(enrolment) => (
          <div className={classes.grid}>
            <RiskNow enrolment={enrolment} />
            <RiskOverTime enrolment={enrolment} />
            <div className={classes.wide}>
              <ActivityTimeline activity={enrolment.activity} status={enrolment.status} />
            </div>
            <div className={classes.column}>
              <Inbox enrolment={enrolment} />
              <Assessments assessments={enrolment.assessments} />
            </div>
            <Decisions decisions={enrolment.decisions} />
          </div>
        )}
      </Loaded>
    </>
  );
}

const hasSpoken = ({ activity }: EnrolmentView): boolean =>
  activity.some(({ byType }) => byType.spoken_response !== undefined);

/** `Registered since Fri, 3 Jan 2014`, and how the enrolment ended if it has. */
function statusText({ status, registeredOn, endedOn }: EnrolmentView): string {
  const since = `Registered since ${formatDate(registeredOn)}`;
  if (status === 'registered' || endedOn === null) return since;
  return `${since}, ${status} on ${formatDate(endedOn)}`;
}
