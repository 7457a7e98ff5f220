import { ApiError } from '@google/genai';
import { z } from 'zod';
import { ConfigError, InputError } from '../../errors.ts';
import type { AnalysisRefusal } from '../../speech/analyser.ts';
import { jsonOf } from './json.ts';

/** google.rpc.Status, as the service returns it, https://ai.google.dev/gemini-api/docs/troubleshooting */
const errorSchema = z.object({
  error: z.object({
    message: z.string().catch(''),
    status: z.string().catch(''),
    details: z.array(z.object({ reason: z.string().optional() })).catch([]),
  }),
});

/** A message is cut to this length, which is enough to see what is wrong. */
const MOST_LENGTH = 300;

/**
 * Why a request failed, in words that never contain the key. Each of these failures may have passed by tomorrow, so it
 * makes sense to ask again.
 *
 * @throws ConfigError, InputError where every further request would fail in the same way
 */
export function troubleOf(error: unknown, apiKey: string, model: string): AnalysisRefusal {
  const said = (text: string) => text.replaceAll(apiKey, '***').slice(0, MOST_LENGTH);
  if (!(error instanceof ApiError))
    return { refused: 'unreachable', message: said(reasonOf(error)), askAgain: 'service' };
  const body = errorSchema.safeParse(jsonOf(error.message)).data?.error;
  const message = said(`HTTP ${error.status}: ${body?.message || error.message}`);
  const isKeyRefused = body?.details.some(({ reason }) => reason?.startsWith('API_KEY_')) ?? false;
  if (isKeyRefused || error.status === 401 || error.status === 403)
    throw new ConfigError('GEMINI_API_KEY', `the service does not take this key; ${message}`);
  if (error.status === 404)
    throw new ConfigError('responses.gemini.model', `the service does not offer ${model}; ${message}`);
  if (body?.status === 'FAILED_PRECONDITION') throw new InputError(`Gemini cannot be used here: ${message}`);
  if (error.status === 429 || error.status >= 500) return { refused: 'busy', message, askAgain: 'service' };
  return { refused: 'rejected', message, askAgain: 'recording' };
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const cause = error.cause instanceof Error ? ` (${error.cause.message})` : '';
  return `${error.message}${cause}`;
}
