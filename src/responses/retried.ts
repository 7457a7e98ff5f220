import pRetry from 'p-retry';

/** How often something is tried. */
export interface RetryPace {
  /** How many attempts follow the first one. */
  readonly retries: number;
  /** The longest pause before the first retry; it doubles before each further one. */
  readonly backoffMs: number;
}

/** What the pauses between attempts need from outside. */
export interface Pauses {
  /** @throws the signal's reason where the signal stops it */
  sleep(durationMs: number, signal?: AbortSignal): Promise<void>;
  /** 0 to 1, so that the retries of several requests do not come all at once. */
  random(): number;
}

/** What the caller knows about a failure. */
export interface Failures {
  /** Whether further attempts would fail in the same way. */
  isFinal(error: Error): boolean;
  /** The least pause after it, in milliseconds; none by default. */
  leastPauseMs?(error: Error): number;
}

/**
 * Repeats an attempt after failures that may pass, with pauses by exponential backoff and full jitter
 * (https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/).
 *
 * @param signal ends the pauses; the result or failure of the attempt before still counts
 * @throws the failure of the last attempt
 */
export const retried = <Result>(
  attempt: () => Promise<Result>,
  { retries, backoffMs }: RetryPace,
  { sleep, random }: Pauses,
  { isFinal, leastPauseMs = () => 0 }: Failures,
  signal?: AbortSignal,
): Promise<Result> =>
  pRetry(attempt, {
    retries,
    // The library's own pauses have no full jitter and do not accept our random source.
    minTimeout: 0,
    async shouldRetry({ error, retriesConsumed }) {
      if (signal?.aborted || isFinal(error)) return false;
      await sleep(Math.max(leastPauseMs(error), random() * backoffMs * 2 ** retriesConsumed), signal);
      return true;
    },
  });
