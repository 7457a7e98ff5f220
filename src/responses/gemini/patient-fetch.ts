import { z } from 'zod';
import { type RetryPace, retried } from '../retried.ts';
import { jsonOf } from './json.ts';
import type { Outside } from './outside.ts';

/** How often and how long a request is tried. */
export interface Patience extends RetryPace {
  /** The time limit of one attempt. */
  readonly timeoutMs: number;
  /** If the service asks for a longer pause than this, the request is given up. */
  readonly mostWaitMs: number;
}

export const PATIENCE: Patience = { retries: 5, backoffMs: 2000, timeoutMs: 120_000, mostWaitMs: 300_000 };

/**
 * The status of too many requests, and those of failures that may pass in a moment
 * (https://ai.google.dev/gemini-api/docs/troubleshooting).
 */
const PASSING = new Set([408, 429, 500, 502, 503, 504]);

/** A failed answer; the same request may succeed in a moment. */
class PassingTrouble extends Error {
  readonly answer: Response;
  /** 0 where the service asks for no pause. */
  readonly askedMs: number;
  constructor(answer: Response, askedMs: number) {
    super(`HTTP ${answer.status}`);
    this.answer = answer;
    this.askedMs = askedMs;
  }
}

/**
 * A `fetch` that repeats a request where that may help: after a lost connection, 429 and failures of the server. It
 * waits as long as the service asks in a Retry-After header or a RetryInfo in the body, otherwise as long as `retried`
 * does. After the last attempt it returns that attempt's answer, or throws its failure.
 */
export function patientFetch(patience: Patience, outside: Outside): typeof fetch {
  return async (input, init) => {
    const stop = init?.signal ?? undefined;
    const attempt = async (): Promise<Response> => {
      const timeout = AbortSignal.timeout(patience.timeoutMs);
      const signal = stop ? AbortSignal.any([timeout, stop]) : timeout;
      const answer = await fetch(input, { ...init, signal });
      if (!PASSING.has(answer.status)) return answer;
      const body = await answer.text();
      const askedMs = askedPauseMs(answer.headers, body, outside.clock()) ?? 0;
      throw new PassingTrouble(new Response(body, answer), askedMs);
    };
    const askedMs = (error: Error) => (error instanceof PassingTrouble ? error.askedMs : 0);
    const failures = {
      isFinal: (error: Error) => askedMs(error) > patience.mostWaitMs,
      leastPauseMs: askedMs,
    };
    try {
      return await retried(attempt, patience, outside, failures, stop);
    } catch (error) {
      if (error instanceof PassingTrouble) return error.answer;
      throw error;
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
