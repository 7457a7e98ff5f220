import { Button } from '@mantine/core';
import { ApiProblem } from '../api.ts';
import classes from './ErrorNotice.module.css';

/** Says what went wrong, in the server's words, and offers another try where one may help. */
export function ErrorNotice({ error, onRetry }: { error: Error; onRetry: () => void }) {
  const isMissing = error instanceof ApiProblem && error.status === 404;
  return (
    <div className={classes.notice} role="alert">
      <div>
        <p className={classes.title}>{error instanceof ApiProblem ? error.title : 'Something went wrong'}</p>
        <p className={classes.detail}>{error.message}</p>
      </div>
      {!isMissing && (
        <Button size="xs" variant="default" onClick={onRetry}>
          Retry
        </Button>
      )}
    </div>
  );
}
