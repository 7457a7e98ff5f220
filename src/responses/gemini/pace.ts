import type { Outside } from './outside.ts';
import type { GeminiSettings } from './settings.ts';

/** Keeps requests apart in time. */
export interface Pace {
  /** Waits until the next request may go. */
  turn(signal?: AbortSignal): Promise<void>;
  /** Reports how many tokens the last request took. */
  used(tokens: number): void;
}

const MINUTE_MS = 60_000;

/** By a fixed distance between the starts of requests, or by the tokens that a minute may take. */
export function openPace(
  {
    secondsBetweenRequests,
    tokensPerMinute,
  }: Pick<GeminiSettings, 'secondsBetweenRequests' | 'tokensPerMinute'>,
  { clock, sleep }: Outside,
): Pace {
  let startedAt = 0;
  let nextAt = Number.NEGATIVE_INFINITY;
  return {
    async turn(signal) {
      const waitMs = nextAt - clock();
      if (waitMs > 0) await sleep(waitMs, signal);
      startedAt = clock();
      if (tokensPerMinute === null) nextAt = startedAt + secondsBetweenRequests * 1000;
    },
    used(tokens) {
      if (tokensPerMinute !== null) nextAt = startedAt + (tokens / tokensPerMinute) * MINUTE_MS;
    },
  };
}
