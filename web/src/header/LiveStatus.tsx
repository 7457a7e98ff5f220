import { useQuery } from '@tanstack/react-query';
import { useLive } from '../live/live.ts';
import { clockQuery } from '../queries.ts';
import classes from './LiveStatus.module.css';

/** Whether new risks appear by themselves, and whether the server's clock runs. Shown only on its current day. */
export function LiveStatus() {
  const { connected } = useLive();
  const stands = useQuery(clockQuery).data?.timeMachine != null;
  return (
    <span
      className={classes.status}
      data-connected={connected || undefined}
      title={
        connected
          ? CONNECTED[stands ? 'demo' : 'live']
          : 'The page waits for the server and tries again by itself'
      }
    >
      <span className={classes.word}>{connected ? (stands ? 'Demo day' : 'Live') : 'Connecting'}</span>
    </span>
  );
}

const CONNECTED = {
  live: 'New risks appear without reloading',
  demo: "The server's clock stands still on this day. New risks appear without reloading",
} as const;
