import { Button } from '@mantine/core';
import { ApiProblem } from '../api.ts';
import classes from './ErrorNotice.module.css';

/** Says what went wrong, in the server's words, and offers another try. */
export function ErrorNotice({ error, onRetry }: { error: Error; onRetry: () => void }) {
  return (
    <div className={classes.notice} role="alert">
      <div>
        <p className={classes.title}>{error instanceof ApiProblem ? error.title : 'Something went wrong'}</p>
        <p className={classes.detail}>{error.message}</p>
      </div>
      <Button size="xs" variant="default" onClick={onRetry}>
        Retry
      </Button>
    </div>
  );
}
