import { z } from 'zod';
import { jsonOf } from './json.ts';
import type { Outside } from './outside.ts';

/** How long a request is tried. */
export interface Patience {
  /** After the first time. */
  readonly retries: number;
  /** Before the first retry at most; twice as long before each further one. */
  readonly backoffMs: number;
  /** Of one attempt. */
  readonly timeoutMs: number;
  /** A service that asks for a longer pause is not waited for. */
  readonly mostWaitMs: number;
}

export const PATIENCE: Patience = { retries: 5, backoffMs: 2000, timeoutMs: 120_000, mostWaitMs: 300_000 };

/** Too many requests, and what may be over in a moment (https://ai.google.dev/gemini-api/docs/troubleshooting). */
const PASSING = new Set([408, 429, 500, 502, 503, 504]);

/**
 * `fetch` that asks again where that may help: after a lost connection, 429 and failures of the server. It waits as long
 * as the service says, by a Retry-After header or a RetryInfo in the body, and else by exponential backoff with full
 * jitter (https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/). Once patience ends, the last answer
 * or failure is what it gives.
 */
export function patientFetch(patience: Patience, { clock, sleep, random }: Outside): typeof fetch {
  return async (input, init) => {
    const stop = init?.signal ?? undefined;
    for (let attempt = 0; ; attempt += 1) {
      const timeout = AbortSignal.timeout(patience.timeoutMs);
      const isLast = attempt === patience.retries;
      const backoffMs = random() * patience.backoffMs * 2 ** attempt;
      try {
        const signal = stop ? AbortSignal.any([timeout, stop]) : timeout;
        const answer = await fetch(input, { ...init, signal });
        if (!PASSING.has(answer.status) || isLast) return answer;
        const body = await answer.text();
        const askedMs = askedPauseMs(answer.headers, body, clock());
        if (askedMs !== null && askedMs > patience.mostWaitMs) return new Response(body, answer);
        await sleep(Math.max(askedMs ?? 0, backoffMs), stop);
      } catch (error) {
        stop?.throwIfAborted();
        if (isLast) throw error;
        await sleep(backoffMs, stop);
      }
    }
  };
}

/** google.rpc.RetryInfo in an error, https://cloud.google.com/apis/design/errors#error_details */
const retryInfo = z.object({
  error: z.object({ details: z.array(z.object({ '@type': z.string(), retryDelay: z.string().optional() })) }),
});

/** The pause that the service asks for; null where it asks for none. */
function askedPauseMs(headers: Headers, body: string, now: number): number | null {
  const header = headers.get('retry-after');
  if (header !== null) {
    // Seconds or a date, https://www.rfc-editor.org/rfc/rfc9110#name-retry-after
    const ms = /^\d+$/.test(header) ? Number(header) * 1000 : Date.parse(header) - now;
    if (Number.isFinite(ms)) return Math.max(0, ms);
  }
  const details = retryInfo.safeParse(jsonOf(body)).data?.error.details;
  const delay = details?.find((one) => one['@type'].endsWith('google.rpc.RetryInfo'));
  const [, seconds] = /^([\d.]+)s$/.exec(delay?.retryDelay ?? '') ?? [];
  return seconds === undefined ? null : Number(seconds) * 1000;
}
