import pRetry from 'p-retry';

/** How often something is tried. */
export interface RetryPace {
  /** After the first time. */
  readonly retries: number;
  /** Before the first retry at most; twice as long before each further one. */
  readonly backoffMs: number;
}

/** What pauses between attempts need of the world. */
export interface Pauses {
  /** @throws the signal's reason where it is stopped */
  sleep(durationMs: number, signal?: AbortSignal): Promise<void>;
  /** 0 to 1, so that retries do not come all at once. */
  random(): number;
}

/** What is known of a failure. */
export interface Failures {
  /** Whether further attempts would fail likewise. */
  isFinal(error: Error): boolean;
  /** The least pause after it, in milliseconds; none by default. */
  leastPauseMs?(error: Error): number;
}

/**
 * Tries again after failures that may pass, with pauses by exponential backoff and full jitter
 * (https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/).
 *
 * @param signal ends the pauses; what an attempt brought before counts
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
    // The library's own pauses have no full jitter, and no chance that is handed in.
    minTimeout: 0,
    async shouldRetry({ error, retriesConsumed }) {
      if (signal?.aborted || isFinal(error)) return false;
      await sleep(Math.max(leastPauseMs(error), random() * backoffMs * 2 ** retriesConsumed), signal);
      return true;
    },
  });
