import { formatQuantity, percentagePoints } from '../format.ts';
import classes from './RiskChange.module.css';

/** How a risk moved in 7 days, in percentage points. */
export function RiskChange({ change }: { change: number | null }) {
  if (change === null) return <span className={classes.change}>New this week</span>;
  const points = percentagePoints(change);
  if (points === 0) return <span className={classes.change}>Same as last week</span>;
  return (
    <span className={classes.change} data-direction={points > 0 ? 'up' : 'down'}>
      {points > 0 ? 'Up' : 'Down'} {formatQuantity(Math.abs(points), 'point')} this week
    </span>
  );
}
