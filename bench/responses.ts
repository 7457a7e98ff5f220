import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { command } from './command.ts';
import type { Measurement, Outcome } from './measurement.ts';
import { type Telemetry, type TelemetryPlan, writeSessions, writeTelemetry } from './telemetry.ts';

const PYTHON = '/usr/bin/python3';

/** From this size on, the memory that a file needs shows. REKINDLE_BENCH_TELEMETRY_MB sets a different size, e.g. 5000. */
const TELEMETRY_MB = Number(process.env.REKINDLE_BENCH_TELEMETRY_MB ?? 1_000);
/** The peers do not read larger files, because they would take most of the time. */
const PEERS_UP_TO_MB = 1_500;
const LEARNERS = 2_000;
const RESPONSES = 1_000_000;
const SESSIONS = 200_000;

/** The first stages of spoken responses: telemetry of the Sunbird kind as tables, and responses joined with sessions. */
export async function measureResponses(): Promise<Outcome> {
  const folder = mkdtempSync(join(tmpdir(), 'rekindle-responses-'));
  try {
    return { measured: [...(await measureMixed(folder)), ...(await measureJoin(folder))] };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** All events of an app, a sixth of them responses; and a fifth of the file, to show how memory depends on its size. */
async function measureMixed(folder: string): Promise<Measurement[]> {
  const path = join(folder, 'telemetry.jsonl');
  const plan = (megabytes: number): TelemetryPlan => ({
    bytes: megabytes * 1e6,
    responses: Number.POSITIVE_INFINITY,
    learners: LEARNERS,
    isResponsesOnly: false,
  });
  await writeTelemetry(path, plan(TELEMETRY_MB / 5));
  const { peakMb } = await command(['responses', 'clean', path, '--dir', folder], folder);
  const telemetry = await writeTelemetry(path, plan(TELEMETRY_MB));
  const fifth = `${peakMb.toFixed(0)} MB for a fifth of the file`;
  const measured = await measureClean('all events of an app', path, telemetry, folder, [], [fifth]);
  rmSync(path);
  return measured;
}

async function measureJoin(folder: string): Promise<Measurement[]> {
  const path = join(folder, 'responses.jsonl');
  const sessions = join(folder, 'sessions.jsonl');
  const plan: TelemetryPlan = {
    bytes: Number.POSITIVE_INFINITY,
    responses: RESPONSES,
    learners: LEARNERS,
    isResponsesOnly: true,
  };
  const telemetry = await writeTelemetry(path, plan);
  await writeSessions(sessions, SESSIONS, LEARNERS);
  const cleaned = await measureClean('responses alone', path, telemetry, folder, ['--sessions', sessions]);
  const selected = await command(['responses', 'select', '--dir', folder], folder);
  const joined = await command(['responses', 'join', '--dir', folder], folder);
  const size = `${RESPONSES / 1e6} million responses`;
  return [
    ...cleaned,
    { what: `responses select: all of ${size}`, unit: 's', values: [selected.seconds], goal: null },
    {
      what: `responses join: ${size} with ${SESSIONS / 1_000},000 sessions`,
      unit: 's',
      values: [joined.seconds],
      goal: 5,
      note: `the whole command, its start included; peak resident memory ${joined.peakMb.toFixed(0)} MB`,
    },
  ];
}

async function measureClean(
  kind: string,
  path: string,
  { bytes, responses }: Telemetry,
  folder: string,
  options: readonly string[],
  onMemory: readonly string[] = [],
): Promise<Measurement[]> {
  const megabytes = bytes / 1e6;
  const { seconds, peakMb, ownMb } = await command(
    ['responses', 'clean', path, '--dir', folder, ...options],
    folder,
  );
  const isForPeers = megabytes <= PEERS_UP_TO_MB;
  const ijson = isForPeers ? pythonSeconds('ijson', path, responses) : null;
  const lines = isForPeers ? pythonSeconds('json', path, responses) : null;
  const what = `responses clean: ${kind}, ${megabytes.toFixed(0)} MB of JSON lines`;
  return [
    {
      what,
      unit: 'MB/s',
      values: [megabytes / seconds],
      goal: 60,
      ...(ijson === null ? {} : { peer: { name: 'python3-ijson', values: [megabytes / ijson] } }),
      note: [
        `${responses} responses, the whole command, Parquet and CSV`,
        ijson === null ? 'python3-ijson was not asked' : 'the peer writes CSV to nowhere, and checks nothing',
        ...(lines === null ? [] : [`Python's json line by line does ${(megabytes / lines).toFixed(0)} MB/s`]),
      ].join('; '),
    },
    {
      what: `${what}: peak resident memory`,
      unit: 'MB',
      values: [peakMb],
      goal: 300,
      note: [`${ownMb.toFixed(0)} MB of its own; the rest is the mapped code of Node`, ...onMemory].join(
        '; ',
      ),
    },
  ];
}

const peerAnswer = z.object({ seconds: z.number(), responses: z.number() });

/** Null where Python or the reader is not installed. @throws Error where it does not find exactly the written responses */
function pythonSeconds(reader: 'ijson' | 'json', path: string, responses: number): number | null {
  try {
    execFileSync(PYTHON, ['-c', `import ${reader}`], { stdio: 'ignore' });
  } catch {
    return null;
  }
  const script = join(import.meta.dirname, 'python/telemetry_peer.py');
  const answer = peerAnswer.parse(
    JSON.parse(execFileSync(PYTHON, [script, reader, path], { encoding: 'utf8' })),
  );
  if (answer.responses !== responses)
    throw new Error(`Python finds ${answer.responses} responses, ${responses} were written`);
  return answer.seconds;
}
