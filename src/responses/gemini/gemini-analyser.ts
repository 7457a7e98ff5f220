import { openAsBlob } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { FileState, GoogleGenAI, type Part } from '@google/genai';
import { ConfigError } from '../../errors.ts';
import type { AnalysedRecording, Analyser, AnalysisRefusal } from '../../speech/analyser.ts';
import type { Analysis } from '../../speech/analysis.ts';
import { analysisOf } from './answer.ts';
import type { Outside } from './outside.ts';
import { openPace, type Pace } from './pace.ts';
import { PATIENCE, type Patience, patientFetch } from './patient-fetch.ts';
import { answerJsonSchema, promptOf } from './prompt.ts';
import type { GeminiSettings } from './settings.ts';
import { type SoundFile, soundFile } from './sound-file.ts';
import { troubleOf } from './trouble.ts';

/** The address of the service and the key for it. */
export interface GeminiAccess {
  /** `GEMINI_API_KEY`; null where it is not set. */
  readonly apiKey: string | null;
  /** `GEMINI_BASE_URL`, for example of a proxy; null for the service itself. */
  readonly baseUrl: string | null;
}

interface Service {
  readonly client: GoogleGenAI;
  readonly settings: GeminiSettings;
  readonly pace: Pace;
  readonly outside: Outside;
  readonly name: string;
}

/**
 * Lets Google's Gemini analyse recordings: it gets the recordings and expected texts, and nothing else about a learner.
 * Its answers have not been validated against human judgement.
 *
 * @throws ConfigError where there is no key that can be sent
 */
export function geminiAnalyser(
  settings: GeminiSettings,
  { apiKey, baseUrl }: GeminiAccess,
  outside: Outside,
  patience: Patience = PATIENCE,
): Analyser {
  if (apiKey === null) throw new ConfigError('GEMINI_API_KEY', 'must be set for the Gemini analyser');
  // With any other character in the header, fetch fails with a message that shows the key.
  if (!/^[\x21-\x7e]+$/.test(apiKey))
    throw new ConfigError(
      'GEMINI_API_KEY',
      'must be made of letters, digits and signs, without spaces or line ends',
    );
  const client = new GoogleGenAI({
    apiKey,
    enterprise: false,
    // The version that is documented to accept both uploads and JSON schemas
    // (https://ai.google.dev/gemini-api/docs/api-versions).
    apiVersion: 'v1beta',
    httpOptions: {
      fetch: patientFetch(patience, outside),
      ...(baseUrl === null ? {} : { baseUrl }),
    },
  });
  const name = `gemini ${settings.model}`;
  const service: Service = { client, settings, pace: openPace(settings, outside), outside, name };
  return {
    name,
    saveEvery: 1,
    // Gemini judges each recording by itself.
    remember: (earlier) => earlier,
    async analyse(recording, signal) {
      const sound = await soundFile(recording.path);
      if ('refused' in sound) return sound;
      try {
        return await ask(service, recording, sound, signal);
      } catch (error) {
        signal?.throwIfAborted();
        return troubleOf(error, apiKey, settings.model);
      }
    },
  };
}

/** A request of up to 20 MB may contain the file itself, which base64 makes a third longer. */
const MOST_INLINE_BYTES = 14_000_000;

async function ask(
  service: Service,
  { path, expectedText }: AnalysedRecording,
  sound: SoundFile,
  signal?: AbortSignal,
): Promise<Analysis | AnalysisRefusal> {
  await service.pace.turn(signal);
  if (sound.sizeBytes > MOST_INLINE_BYTES)
    return withUpload(service, path, sound, (part) => generate(service, part, expectedText, signal), signal);
  const data = (await readFile(path)).toString('base64');
  return generate(service, { inlineData: { mimeType: sound.mimeType, data } }, expectedText, signal);
}

async function generate(
  { client, settings, pace, name }: Service,
  sound: Part,
  expectedText: string | null,
  abortSignal?: AbortSignal,
): Promise<Analysis | AnalysisRefusal> {
  const response = await client.models.generateContent({
    model: settings.model,
    contents: [{ role: 'user', parts: [sound, { text: promptOf(expectedText) }] }],
    // No temperature is set: models from version 3 on are meant to run at their default
    // (https://ai.google.dev/gemini-api/docs/gemini-3).
    config: {
      responseMimeType: 'application/json',
      responseJsonSchema: answerJsonSchema,
      maxOutputTokens: 4096,
      ...(abortSignal ? { abortSignal } : {}),
    },
  });
  pace.used(response.usageMetadata?.totalTokenCount ?? 0);
  return analysisOf(response, name);
}

/** How often, and how many times, an uploaded file is checked until the service has processed it. */
const LOOK_EVERY_MS = 2000;
const MOST_LOOKS = 60;

/**
 * Uploads a file without its name, and deletes it from the service in any case, which would otherwise keep it for 48
 * hours.
 */
async function withUpload(
  { client, outside }: Service,
  path: string,
  { mimeType }: SoundFile,
  use: (part: Part) => Promise<Analysis | AnalysisRefusal>,
  signal?: AbortSignal,
): Promise<Analysis | AnalysisRefusal> {
  const abort = signal ? { abortSignal: signal } : {};
  const file = await openAsBlob(path, { type: mimeType });
  let sent = await client.files.upload({ file, config: { mimeType, ...abort } });
  const name = sent.name ?? '';
  try {
    for (let look = 0; sent.state === FileState.PROCESSING && look < MOST_LOOKS; look += 1) {
      await outside.sleep(LOOK_EVERY_MS, signal);
      sent = await client.files.get({ name, config: abort });
    }
    if (sent.state === FileState.FAILED || sent.uri === undefined)
      return { refused: 'blocked', message: 'The service could not process the file.' };
    if (sent.state === FileState.PROCESSING) throw new Error('the service did not process the file in time');
    return await use({ fileData: { fileUri: sent.uri, mimeType } });
  } finally {
    await client.files.delete({ name }).catch(() => {});
  }
}
