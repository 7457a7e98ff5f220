import { statSync } from 'node:fs';
import type { PendingRecording } from '../stages/pending-recordings.ts';
import { promptOf } from './prompt.ts';
import type { GeminiSettings } from './settings.ts';

/** What an analysis will take, before it starts. */
export interface GeminiEstimate {
  readonly recordings: number;
  readonly audioMinutes: number;
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly dollars: number;
  readonly minutes: number;
}

/** https://ai.google.dev/gemini-api/docs/audio#technical-details */
const TOKENS_PER_SECOND = 32;
/** English text, https://ai.google.dev/gemini-api/docs/tokens */
const CHARACTERS_PER_TOKEN = 4;
/** The answer has a fixed shape: some 450 characters, more where the model spaces it. */
const ANSWER_TOKENS = 250;
/**
 * The rates of 16 bits at 16 kHz and of speech as MP3 or Opus, for recordings whose length the telemetry does not
 * state.
 */
const WAV_BYTES_PER_SECOND = 32_000;
const CODED_BYTES_PER_SECOND = 4_000;
/** From the request to the answer. */
const ANSWER_SECONDS = 3;

/** A rough guess: lengths come from the telemetry, or else from the sizes of the files. */
export function estimate(pending: readonly PendingRecording[], settings: GeminiSettings): GeminiEstimate {
  const seconds = pending.reduce((sum, one) => sum + secondsOf(one), 0);
  const characters = pending.reduce((sum, { expectedText }) => sum + promptOf(expectedText).length, 0);
  const inputTokens = Math.ceil(seconds * TOKENS_PER_SECOND + characters / CHARACTERS_PER_TOKEN);
  const outputTokens = pending.length * ANSWER_TOKENS;
  const apartSeconds =
    settings.tokensPerMinute === null
      ? settings.secondsBetweenRequests
      : (60 * (inputTokens + outputTokens)) / settings.tokensPerMinute / Math.max(1, pending.length);
  return {
    recordings: pending.length,
    audioMinutes: seconds / 60,
    inputTokens,
    outputTokens,
    dollars:
      (inputTokens * settings.dollarsPerMillionInputTokens +
        outputTokens * settings.dollarsPerMillionOutputTokens) /
      1e6,
    minutes: (pending.length * Math.max(apartSeconds, ANSWER_SECONDS)) / 60,
  };
}

const secondsOf = ({ path, durationSeconds }: PendingRecording): number =>
  durationSeconds ??
  statSync(path).size / (/\.wav$/i.test(path) ? WAV_BYTES_PER_SECOND : CODED_BYTES_PER_SECOND);

export const estimateInWords = (
  { recordings, audioMinutes, inputTokens, outputTokens, dollars, minutes }: GeminiEstimate,
  { model }: GeminiSettings,
): string =>
  `${model}: ${recordings.toLocaleString('en')} recordings, about ${audioMinutes.toFixed(1)} minutes of sound; ` +
  `about ${inputTokens.toLocaleString('en')} tokens in and ${outputTokens.toLocaleString('en')} out, ` +
  `$${dollars.toFixed(2)} by the prices of the configuration, ${minutes.toFixed(0)} minutes or more.\n`;
