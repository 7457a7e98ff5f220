import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { Overview } from '../../../src/read/overview-view.ts';
import { formatCount, formatDaysAhead, formatLabel, formatPercent } from '../format.ts';
import { Loaded } from '../page/Loaded.tsx';
import { useViewed } from '../presentation/viewed.ts';
import { overviewQuery } from '../queries.ts';
import { BandShares } from './BandShares.tsx';
import { Figure } from './Figure.tsx';
import classes from './Figures.module.css';

/** The course in a row of numbers. */
export function Figures() {
  const { presentation, asOf } = useViewed();
  const query = useQuery(overviewQuery(presentation.id, asOf));
  return (
    <Loaded query={query} skeleton={<Skeleton h={128} radius="lg" />}>
      {(overview) => (
        <section aria-label="The course in numbers" className={`${classes.figures} figures`}>
          <BandShares risks={overview.risks} bands={overview.bands} weekBefore={overview.bandsWeekBefore} />
          <Figure
            name="Registered"
            value={formatCount(overview.registered)}
            note={`${formatCount(overview.withdrawn)} withdrawn, ${formatCount(overview.finished)} finished so far`}
          />
          <ActiveLearners overview={overview} />
          <Figure
            name="Nudges in the last 7 days"
            value={formatCount(overview.nudgesLast7Days + overview.replayedLast7Days)}
            note={nudgesNote(overview)}
          />
          <NextDeadline overview={overview} />
        </section>
      )}
    </Loaded>
  );
}

const nudgesNote = ({ nudgesLast7Days, replayedLast7Days, heldOutLast7Days }: Overview): string => {
  const heldOut = `${formatCount(heldOutLast7Days)} in the comparison group`;
  if (replayedLast7Days === 0) return heldOut;
  const share = nudgesLast7Days === 0 ? 'All' : `${formatCount(replayedLast7Days)} of them`;
  return `${share} replayed, not sent; ${heldOut}`;
};

function ActiveLearners({ overview }: { overview: Overview }) {
  const { activeLast7Days, activePrior7Days, registered } = overview;
  return (
    <Figure
      name="Active in the last 7 days"
      value={formatCount(activeLast7Days)}
      aside={registered > 0 ? formatPercent(Math.min(1, activeLast7Days / registered)) : undefined}
      note={weekOverWeek(activeLast7Days - activePrior7Days)}
    />
  );
}

/** `60 fewer than the week before`. */
const weekOverWeek = (difference: number): string =>
  difference === 0
    ? 'As many as the week before'
    : `${formatCount(Math.abs(difference))} ${difference > 0 ? 'more' : 'fewer'} than the week before`;

function NextDeadline({ overview: { nextDue, registered } }: { overview: Overview }) {
  if (!nextDue) return <Figure name="Next deadline" value="None" note="No deadline is left" />;
  return (
    <Figure
      name="Next deadline"
      value={formatDaysAhead(nextDue.inDays)}
      note={`${formatLabel(nextDue.kind)}, ${formatCount(nextDue.submitted)} of ${formatCount(registered)} handed in`}
    />
  );
}
