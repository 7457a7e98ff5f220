import { useLive } from '../live/live.ts';
import classes from './LiveStatus.module.css';

/** Whether new risks appear by themselves. Shown only on the server's current day. */
export function LiveStatus() {
  const { connected } = useLive();
  return (
    <span
      className={classes.status}
      data-connected={connected || undefined}
      title={
        connected
          ? 'New risks appear without reloading'
          : 'The page waits for the server and tries again by itself'
      }
    >
      {connected ? 'Live' : 'Connecting'}
    </span>
  );
}
