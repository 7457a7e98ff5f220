import { Button } from '@mantine/core';
import classes from './OutageNotice.module.css';
import { type Outage, useOutage } from './outage.ts';

const WORDS: Readonly<Record<Outage, string>> = {
  unreachable: 'The server cannot be reached. What you see may be out of date.',
  failing: 'We could not load all of this page.',
};

/** One notice for the whole page while the server is away or fails. It goes by itself once all is there again. */
export function OutageNotice() {
  const { outage, askAgain } = useOutage();
  if (outage === null) return null;
  return (
    <div role="alert" className={classes.place}>
      <div className={classes.notice}>
        <p>{WORDS[outage]} Trying again …</p>
        <Button size="xs" variant="default" onClick={askAgain}>
          Try now
        </Button>
      </div>
    </div>
  );
}
