import { useIsFetching } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { formatShortDate } from '../format.ts';
import { STALE_MS } from '../page/Loaded.tsx';
import { useIsLate } from '../page/useIsLate.ts';
import { isAsked } from '../queries.ts';
import classes from './DayNotice.module.css';
import { useViewed } from './viewed.ts';

/** Time for a screen to ask its questions after the day has changed. */
const ASKING_MS = 50;

/** Says which day the figures are of while those of the chosen day are being worked out. */
export function DayNotice() {
  const { asOf, date } = useViewed();
  const isWaiting = useIsFetching({ predicate: (query) => isAsked(query, asOf) }) > 0;
  const isLate = useIsLate(isWaiting, STALE_MS);
  const [shown, setShown] = useState(date);
  useEffect(() => {
    if (isWaiting) return;
    const timer = setTimeout(() => setShown(date), ASKING_MS);
    return () => clearTimeout(timer);
  }, [isWaiting, date]);
  return (
    <div role="status" className={classes.notice}>
      {isWaiting && shown !== date && (
        <p>
          {isLate ? '' : `Showing ${formatShortDate(shown)} while `}
          {formatShortDate(date)} is being worked out
        </p>
      )}
    </div>
  );
}
