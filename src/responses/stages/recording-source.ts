import { createReadStream, statSync } from 'node:fs';
import { resolve, sep } from 'node:path';
import { Readable } from 'node:stream';
import type { ReadableStream } from 'node:stream/web';
import { GetObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { ConfigError, UsageError } from '../../errors.ts';

/** A recording that is about to be read. */
export interface OpenRecording {
  readonly body: Readable;
  /** Null where the source does not say. */
  readonly sizeBytes: number | null;
  /** A media type; null where the source does not say. */
  readonly type: string | null;
}

/** Why a recording cannot be fetched, however often it is requested. */
export interface SourceRefusal {
  readonly refused: 'missing' | 'forbidden' | 'unusable_link';
  readonly message: string;
}

/** Where recordings are kept. */
export interface RecordingSource {
  /** @throws ConfigError where no recording can be fetched; any other Error where a repeated request may help */
  open(link: string, signal: AbortSignal): Promise<OpenRecording | SourceRefusal>;
}

export interface S3Address {
  /** The address of an S3 service other than Amazon's; null for Amazon's. */
  readonly endpoint: string | null;
  readonly region: string;
}

/**
 * Recordings by link: `s3://bucket/key`, `http(s)://...`, or a name below `from`, which is one of those or a folder. S3
 * keys come from the environment, where the SDK reads them (AWS_ACCESS_KEY_ID and so on).
 */
export function recordingSource(from: string, s3: S3Address): RecordingSource {
  // Created when it is first needed: web links need no keys.
  let client: S3Client | null = null;
  const s3Client = () => {
    client ??= new S3Client({
      region: s3.region,
      // The caller counts the retries, for all sources alike.
      maxAttempts: 1,
      ...(s3.endpoint === null ? {} : { endpoint: s3.endpoint, forcePathStyle: true }),
      requestChecksumCalculation: 'WHEN_REQUIRED',
      responseChecksumValidation: 'WHEN_REQUIRED',
    });
    return client;
  };
  return {
    open(link, signal) {
      const where = /^(s3|https?):\/\//.test(link) ? link : below(from, link);
      if (where === null) return Promise.resolve(unusable(link));
      if (where.startsWith('s3://')) return openS3(s3Client(), where, signal);
      if (/^https?:/.test(where)) return openWeb(where, signal);
      return Promise.resolve(openFile(where));
    },
  };
}

const unusable = (link: string): SourceRefusal => ({
  refused: 'unusable_link',
  message: `${link} points outside the source of the recordings`,
});

function below(from: string, link: string): string | null {
  if (/^(s3|https?):\/\//.test(from)) {
    const parts = link.split('/').filter(Boolean);
    if (parts.includes('..')) return null;
    return `${from.replace(/\/+$/, '')}/${parts.map(from.startsWith('s3') ? String : encodeURIComponent).join('/')}`;
  }
  const path = resolve(from, link);
  return path.startsWith(`${resolve(from)}${sep}`) ? path : null;
}

async function openS3(
  client: S3Client,
  where: string,
  abortSignal: AbortSignal,
): Promise<OpenRecording | SourceRefusal> {
  const [, Bucket, Key] = /^s3:\/\/([^/]+)\/(.+)$/.exec(where) ?? [];
  if (Bucket === undefined || Key === undefined) throw new UsageError(`${where} is not like s3://bucket/key`);
  try {
    const found = await client.send(new GetObjectCommand({ Bucket, Key }), { abortSignal });
    return {
      body: found.Body as Readable,
      sizeBytes: found.ContentLength ?? null,
      type: found.ContentType ?? null,
    };
  } catch (error) {
    const { name, message, $metadata } = error as Error & { $metadata?: { httpStatusCode?: number } };
    if (name === 'CredentialsProviderError')
      throw new ConfigError(
        'AWS_ACCESS_KEY_ID',
        'there are no keys for S3; set it and AWS_SECRET_ACCESS_KEY',
      );
    if (KEYS_REFUSED.has(name))
      throw new ConfigError('AWS_ACCESS_KEY_ID', `S3 does not take the keys (${name}: ${message})`);
    const refusal = refusalOf($metadata?.httpStatusCode, `${name}: ${message}`);
    if (refusal !== null) return refusal;
    throw error;
  }
}

async function openWeb(url: string, signal: AbortSignal): Promise<OpenRecording | SourceRefusal> {
  const answer = await fetch(url, { signal });
  if (!answer.ok || answer.body === null) {
    await answer.body?.cancel();
    const refusal = refusalOf(answer.status, `HTTP ${answer.status}`);
    if (refusal !== null) return refusal;
    throw new Error(`HTTP ${answer.status}`);
  }
  const length = answer.headers.get('content-length');
  // A compressed body is unpacked on the way, so its length says nothing about the recording.
  const isPacked = answer.headers.has('content-encoding');
  return {
    body: Readable.fromWeb(answer.body as ReadableStream),
    sizeBytes: length === null || isPacked ? null : Number(length),
    type: answer.headers.get('content-type'),
  };
}

function openFile(path: string): OpenRecording | SourceRefusal {
  const found = statSync(path, { throwIfNoEntry: false });
  if (!found?.isFile()) return { refused: 'missing', message: `there is no file ${path}` };
  return { body: createReadStream(path), sizeBytes: found.size, type: null };
}

/**
 * With these codes the keys are at fault, not the object:
 * https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html
 */
const KEYS_REFUSED: ReadonlySet<string> = new Set([
  'ExpiredToken',
  'InvalidAccessKeyId',
  'InvalidToken',
  'RequestTimeTooSkewed',
  'SignatureDoesNotMatch',
  'TokenRefreshRequired',
]);

function refusalOf(status: number | undefined, message: string): SourceRefusal | null {
  if (status === 404 || status === 410) return { refused: 'missing', message };
  if (status === 401 || status === 403) return { refused: 'forbidden', message };
  return null;
}
