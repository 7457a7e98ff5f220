import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import S3rver from 's3rver';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { responseRuns } from '../../../test/fixtures/response-runs.ts';
import { readManifest, writeManifest } from '../run-folder/manifest.ts';
import { type FetchPace, fetchRecordings } from './fetch.ts';
import { recordingSource, type S3Address } from './recording-source.ts';

const here = responseRuns();
afterEach(() => vi.unstubAllEnvs());

const PACE: FetchPace = { atOnce: 5, retries: 3, timeoutMs: 2000, backoffMs: 1 };
const NO_S3: S3Address = { endpoint: null, region: 'us-east-1' };
const SOUND = Buffer.concat([Buffer.from('RIFF\0\0\0\0WAVE'), Buffer.alloc(3000, 7)]);

/** A run whose responses r0, r1 ... have these recordings. */
async function joined(links: readonly (string | null)[]): Promise<void> {
  mkdirSync(join(here.runFolder, 'join'), { recursive: true });
  const rows = links.map((link, n) => `('r${n}', ${link === null ? 'null' : `'${link}'`}, 'ada', ${n})`);
  await here.tables.write(
    `select * from values('response_id String, audio Nullable(String), user_id String, answered_at UInt32', ${rows.join(', ')})`,
    join(here.runFolder, 'join/joined'),
  );
  const nothing = { counts: {}, refused: {}, files: [], place: null };
  writeManifest(here.runFolder, { stage: 'join', fingerprint: '', isDone: true, ...nothing });
}
const fetchFrom = (from: string, s3 = NO_S3, pace: Partial<FetchPace> = {}) =>
  fetchRecordings.run({
    source: recordingSource(from, s3),
    tables: here.tables,
    random: () => 0.5,
    runFolder: here.runFolder,
    pace: { ...PACE, ...pace },
  });
const audio = () => readdirSync(join(here.runFolder, 'fetch/audio')).sort();
const failures = () =>
  readFileSync(join(here.runFolder, 'fetch/failures.jsonl'), 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line))
    .sort((a, b) => a.response_id.localeCompare(b.response_id));

describe('from a folder', () => {
  test('fetches what is there, and says what is missing', async () => {
    const from = join(here.root, 'kept');
    mkdirSync(from);
    writeFileSync(join(from, 'a.wav'), SOUND);
    writeFileSync(join(from, 'nothing.wav'), '');
    writeFileSync(join(here.root, 'secret.wav'), SOUND);
    await joined(['a.wav', 'nothing.wav', 'other.wav', '../secret.wav', null]);
    const manifest = await fetchFrom(from);
    expect(audio()).toEqual(['r0.wav']);
    expect(manifest).toMatchObject({
      isDone: true,
      counts: { fetched: 1, withoutRecording: 1 },
      refused: { empty: 1, missing: 1, unusable_link: 1 },
    });
    expect(failures().map((one) => [one.response_id, one.reason])).toEqual([
      ['r1', 'empty'],
      ['r2', 'missing'],
      ['r3', 'unusable_link'],
    ]);
  });

  test('keeps complete recordings, repeats unfinished ones, and fetches none that are already analysed', async () => {
    const from = join(here.root, 'again');
    mkdirSync(from);
    for (const name of ['a', 'b', 'c']) writeFileSync(join(from, `${name}.mp3`), SOUND);
    await joined(['a.mp3', 'b.mp3', 'c.mp3']);
    await fetchFrom(from);
    rmSync(join(here.runFolder, 'fetch/audio/r1.mp3'));
    rmSync(join(here.runFolder, 'fetch/audio/r2.mp3'));
    // As after a kill in the middle of r1, and an analysis of r2.
    writeFileSync(join(here.runFolder, 'fetch/audio/r1.part'), 'RIFF');
    mkdirSync(join(here.runFolder, 'analyse'));
    writeFileSync(join(here.runFolder, 'analyse/analysis.jsonl'), '{"response_id":"r2"}\n');
    const manifest = await fetchFrom(from);
    expect(manifest.counts).toMatchObject({ fetched: 1, present: 2 });
    expect(audio()).toEqual(['r0.mp3', 'r1.mp3']);
    expect(readFileSync(join(here.runFolder, 'fetch/audio/r1.mp3'))).toEqual(SOUND);
  });
});

describe('from the web', () => {
  let server: Server;
  let url: string;
  const asked = new Map<string, number>();
  let atOnce = 0;
  let mostAtOnce = 0;
  beforeAll(async () => {
    server = createServer((request, response) => {
      const path = request.url ?? '';
      const times = (asked.get(path) ?? 0) + 1;
      asked.set(path, times);
      if (path.startsWith('/flaky') && times < 4) response.writeHead(503).end();
      else if (path.startsWith('/broken')) response.writeHead(500).end();
      else if (path.startsWith('/short')) {
        response.writeHead(200, { 'content-length': String(SOUND.length) }).write(SOUND.subarray(0, 10));
        response.destroy();
      } else if (path.startsWith('/page'))
        response.writeHead(200, { 'content-type': 'audio/wav' }).end('<html>Sign in</html>');
      else if (path.startsWith('/forbidden')) response.writeHead(403).end();
      else if (path.startsWith('/silent')) return;
      else {
        atOnce += 1;
        mostAtOnce = Math.max(mostAtOnce, atOnce);
        setTimeout(() => {
          atOnce -= 1;
          response.writeHead(200, { 'content-type': 'audio/wav' }).end(SOUND);
        }, 20);
      }
    }).listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });

  test('asks again three times where that may help, and not at all where it cannot', async () => {
    await joined([
      'flaky.wav',
      'broken.wav',
      'short.wav',
      'page.wav',
      'forbidden.wav',
      `${url}/elsewhere.wav?key=1`,
    ]);
    const manifest = await fetchFrom(`${url}/`);
    expect(audio()).toEqual(['r0.wav', 'r5.wav']);
    expect(manifest.refused).toEqual({ failed: 2, not_audio: 1, forbidden: 1 });
    expect(
      ['/flaky.wav', '/broken.wav', '/short.wav', '/page.wav', '/forbidden.wav'].map((path) =>
        asked.get(path),
      ),
    ).toEqual([4, 4, 4, 1, 1]);
  });

  test('gives up where no data arrives', async () => {
    await joined(['silent.wav']);
    const manifest = await fetchFrom(url, NO_S3, { retries: 0, timeoutMs: 100 });
    expect(manifest.refused).toEqual({ failed: 1 });
  });

  test('fetches as many at once as it is allowed to', async () => {
    await joined(Array.from({ length: 40 }, (_, n) => `many/${n}.wav`));
    const manifest = await fetchFrom(url);
    expect(manifest.counts.fetched).toBe(40);
    expect(mostAtOnce).toBe(PACE.atOnce);
  });
});

describe('from S3', () => {
  let server: S3rver;
  let s3: S3Address;
  beforeAll(async () => {
    server = new S3rver({
      port: 0,
      address: '127.0.0.1',
      silent: true,
      directory: join(here.root, 's3'),
      configureBuckets: [{ name: 'voices', configs: [] }],
    });
    const { port } = await server.run();
    const endpoint = `http://127.0.0.1:${port}`;
    s3 = { endpoint, region: 'us-east-1' };
    const client = new S3Client({
      endpoint,
      region: s3.region,
      forcePathStyle: true,
      // The test server's own pair of keys.
      credentials: { accessKeyId: 'S3RVER', secretAccessKey: 'S3RVER' },
      requestChecksumCalculation: 'WHEN_REQUIRED',
    });
    for (const Key of ['2025/a.wav', '2025/b c.wav'])
      await client.send(new PutObjectCommand({ Bucket: 'voices', Key, Body: SOUND }));
    client.destroy();
  });
  afterAll(() => server.close());

  test('fetches objects below a prefix or by their full address, and names missing ones', async () => {
    vi.stubEnv('AWS_ACCESS_KEY_ID', 'S3RVER');
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'S3RVER');
    await joined(['a.wav', 'b c.wav', 's3://voices/2025/a.wav', 'none.wav']);
    const manifest = await fetchFrom('s3://voices/2025', s3);
    expect(audio()).toEqual(['r0.wav', 'r1.wav', 'r2.wav']);
    expect(readFileSync(join(here.runFolder, 'fetch/audio/r1.wav'))).toEqual(SOUND);
    expect(manifest.refused).toEqual({ missing: 1 });
    expect(failures()[0].message).toContain('NoSuchKey');
  });

  test('stops at once where the keys are wrong, and continues with the right ones', async () => {
    vi.stubEnv('AWS_ACCESS_KEY_ID', 'wrong');
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'S3RVER');
    await joined(Array.from({ length: 30 }, () => 'a.wav'));
    await expect(fetchFrom('s3://voices/2025', s3)).rejects.toThrow(
      /^AWS_ACCESS_KEY_ID: S3 does not take the keys \(InvalidAccessKeyId/,
    );
    expect(audio()).toEqual([]);
    expect(readManifest(here.runFolder, 'fetch')?.isDone).toBe(false);
    vi.stubEnv('AWS_ACCESS_KEY_ID', 'S3RVER');
    expect((await fetchFrom('s3://voices/2025', s3)).counts.fetched).toBe(30);
  });

  test('says that there are no keys', async () => {
    for (const name of ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'AWS_PROFILE'])
      vi.stubEnv(name, undefined);
    // Switches off the other places where the SDK looks for keys.
    vi.stubEnv('AWS_EC2_METADATA_DISABLED', 'true');
    vi.stubEnv('AWS_SHARED_CREDENTIALS_FILE', join(here.root, 'none'));
    vi.stubEnv('AWS_CONFIG_FILE', join(here.root, 'none'));
    await joined(['a.wav']);
    await expect(fetchFrom('s3://voices/2025', s3)).rejects.toThrow(
      'AWS_ACCESS_KEY_ID: there are no keys for S3; set it and AWS_SECRET_ACCESS_KEY',
    );
  });

  test('keys that expire in the middle end the run with a message, and the recordings fetched before stay', async () => {
    vi.stubEnv('AWS_ACCESS_KEY_ID', 'S3RVER');
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'S3RVER');
    let asked = 0;
    // Answers as Amazon's S3 does, https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html
    const expiring = createServer((_, response) => {
      asked += 1;
      if (asked <= 7) response.writeHead(200, { 'content-type': 'audio/wav' }).end(SOUND);
      else
        response
          .writeHead(403, { 'content-type': 'application/xml' })
          .end(
            '<?xml version="1.0"?><Error><Code>ExpiredToken</Code><Message>The provided token has expired.</Message></Error>',
          );
    }).listen(0, '127.0.0.1');
    await new Promise((resolve) => expiring.once('listening', resolve));
    const endpoint = `http://127.0.0.1:${(expiring.address() as AddressInfo).port}`;
    try {
      await joined(Array.from({ length: 500 }, (_, n) => `${n}.wav`));
      await expect(fetchFrom('s3://voices', { ...s3, endpoint })).rejects.toThrow(
        'AWS_ACCESS_KEY_ID: S3 does not take the keys (ExpiredToken: The provided token has expired.)',
      );
      expect(audio()).toHaveLength(7);
      // Only the requests that were under way when the first one failed.
      expect(asked).toBeLessThanOrEqual(7 + PACE.atOnce);
    } finally {
      expiring.closeAllConnections();
      expiring.close();
    }
  });
});

test('removes recordings that are no longer joined', async () => {
  const from = join(here.root, 'fewer');
  mkdirSync(from);
  for (const name of ['a', 'b']) writeFileSync(join(from, `${name}.wav`), SOUND);
  await joined(['a.wav', 'b.wav']);
  await fetchFrom(from);
  await joined(['a.wav']);
  expect((await fetchFrom(from)).counts).toMatchObject({ fetched: 0, present: 1 });
  expect(audio()).toEqual(['r0.wav']);
});
