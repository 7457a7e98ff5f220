import { createWriteStream, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { dateOf, moment, parseDate } from '../../domain/moment.ts';
import { UsageError } from '../../errors.ts';
import { SIMULATED_TABLES, type SimulatedTarget, simulatedDataset } from '../../simulate/dataset.ts';
import { BODIES, type ContractName, simulatedBatches, simulatedProfiles } from '../../simulate/profiles.ts';
import { numberOf } from '../number.ts';
import { openProgress, type Progress } from '../progress.ts';

const MOST_LINES = 1e9;
const MOST_BATCHES = 1e5;
const LINES_A_CHUNK = 500;

interface SimulateProfilesOptions {
  count: string;
  peers: string;
  seed: string;
  contract: string;
  asOf?: string;
  out: string;
  json?: boolean;
}

/** `rekindle simulate profiles`: bodies of requests, one per line, and the batches of their learners. */
export async function simulateProfilesCommand(options: SimulateProfilesOptions): Promise<void> {
  const count = wholeOf('--count', options.count, 0, MOST_LINES);
  const seed = wholeOf('--seed', options.seed, 0, 2 ** 32 - 1);
  const batches = simulatedBatches(wholeOf('--peers', options.peers, 1, MOST_BATCHES), seed);
  if (!Object.hasOwn(BODIES, options.contract))
    throw new UsageError(`--contract must be flat or nested, not ${options.contract}`);
  const bodyOf = BODIES[options.contract as ContractName];
  const today = options.asOf === undefined ? dateOf(moment(Date.now())) : parseDate(options.asOf);
  if (today === null) throw new UsageError(`--as-of must be a date like 2025-04-29, not ${options.asOf}`);
  mkdirSync(options.out, { recursive: true });
  const files = { profiles: join(options.out, 'profiles.jsonl'), peers: join(options.out, 'peers.json') };
  writeFileSync(files.peers, `${JSON.stringify(batches, null, 2)}\n`);
  const profiles = simulatedProfiles({ count, batches, seed, today });
  await writeLines(
    files.profiles,
    profiles.map(({ user, peers }) => JSON.stringify(bodyOf(user, peers))),
    count,
  );
  tell(options.json, { ...files, count, batches: batches.length, seed, today, contract: options.contract });
}

interface SimulateDatasetOptions {
  target: string;
  count: string;
  noise: string;
  seed: string;
  out: string;
  json?: boolean;
}

/** `rekindle simulate dataset`: a table of features and labels, as `rekindle train resume|event --data` reads it. */
export async function simulateDatasetCommand(options: SimulateDatasetOptions): Promise<void> {
  const { target, out } = options;
  if (!Object.hasOwn(SIMULATED_TABLES, target))
    throw new UsageError(
      `--target must be one of ${Object.keys(SIMULATED_TABLES).join(', ')}, not ${target}`,
    );
  const count = wholeOf('--count', options.count, 0, MOST_LINES);
  const noise = numberOf('--noise', options.noise, 0, 1);
  const seed = wholeOf('--seed', options.seed, 0, 2 ** 32 - 1);
  mkdirSync(dirname(out), { recursive: true });
  await writeLines(out, simulatedDataset(target as SimulatedTarget, { count, noise, seed }), count + 1);
  tell(options.json, { file: out, target, count, noise, seed });
}

/** Lines are written no faster than the disk accepts them, so that any number of lines needs the same memory. */
async function writeLines(path: string, lines: Iterable<string>, total: number): Promise<void> {
  const { progress, close } = openProgress(process.stderr, Date.now);
  try {
    await pipeline(Readable.from(chunksOf(lines, total, progress)), createWriteStream(path));
  } finally {
    close();
  }
}

function* chunksOf(lines: Iterable<string>, total: number, progress: Progress): Generator<string> {
  let chunk: string[] = [];
  let done = 0;
  for (const line of lines) {
    chunk.push(line);
    done += 1;
    if (chunk.length < LINES_A_CHUNK && done < total) continue;
    progress('simulating', done, total, 'rows');
    yield `${chunk.join('\n')}\n`;
    chunk = [];
  }
}

function wholeOf(option: string, text: string, low: number, high: number): number {
  const value = numberOf(option, text, low, high);
  if (!Number.isInteger(value)) throw new UsageError(`${option} must be a whole number, not ${text}`);
  return value;
}

function tell(asJson: boolean | undefined, document: Readonly<Record<string, string | number>>): void {
  process.stdout.write(
    asJson === true
      ? `${JSON.stringify(document)}\n`
      : `${Object.entries(document)
          .map(([name, value]) => `${name}: ${value}`)
          .join('\n')}\n`,
  );
}
