import { existsSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join, parse } from 'node:path';
import { InputError } from '../errors.ts';
import { openJsonLines, readJsonLines } from '../store/json-lines.ts';
import {
  readManifest,
  STAGE_NAMES,
  type StageName,
  stageFolder,
  writeManifest,
} from './run-folder/manifest.ts';
import { parquet, type Tables } from './run-folder/tables.ts';
import { learnerFile } from './stages/select.ts';

/** What was removed from a run folder. */
export interface ErasedFiles {
  readonly recordings: number;
  /** Lines of JSON files: analyses, failures, refused records. */
  readonly lines: number;
  /** Rows of tables. */
  readonly rows: number;
}

/**
 * Tables that name learners, each with the manifest's count of its rows. The tables that link responses to learners
 * come last.
 */
const TABLES: readonly (readonly [StageName, RegExp, string | null])[] = [
  ['score', /^phases\.parquet$/, 'phases'],
  ['score', /^scored\.parquet$/, 'responses'],
  ['join', /^unmatched\.parquet$/, null],
  ['join', /^joined\.parquet$/, 'joined'],
  ['select', /^selected\.parquet$/, 'responses'],
  ['clean', /^sessions\.parquet$/, 'sessions'],
  ['clean', /^responses-\d+\.parquet$/, 'responses'],
];

/**
 * Removes all that a run folder holds of one learner: recordings, their analyses, scores, and the rows of every table.
 * Other learners' data stays. A second call completes an erasure that was stopped. The sources (telemetry and bucket)
 * are not touched: remove the learner there first, or a later run brings the data back.
 *
 * @throws InputError where the stage clean is not finished, as its telemetry is still being read
 */
export async function eraseLearner(runFolder: string, userId: string, tables: Tables): Promise<ErasedFiles> {
  if (readManifest(runFolder, 'clean')?.isDone === false)
    throw new InputError(
      `The stage clean in ${runFolder} is not finished; run: rekindle responses clean, or remove the folder`,
    );
  removeLeftovers(runFolder);
  const ids = await responseIds(runFolder, userId, tables);
  const recordings = removeRecordings(runFolder, ids);
  const isTheirs = (row: ErasableLine) =>
    row.user_id === userId || (row.response_id !== undefined && ids.has(row.response_id));
  const isNamed = ({ start = '' }: ErasableLine) => naming(userId).test(start);
  const lines =
    (await removeLines(join(stageFolder(runFolder, 'analyse'), 'analysis.jsonl'), isTheirs)) +
    (await removeLines(join(stageFolder(runFolder, 'analyse'), 'later.jsonl'), isTheirs)) +
    (await removeLines(join(stageFolder(runFolder, 'fetch'), 'failures.jsonl'), isTheirs)) +
    (await removeLines(join(stageFolder(runFolder, 'clean'), 'rejects.jsonl'), isNamed));
  let rows = 0;
  for (const [stage, name, count] of TABLES) {
    const removed = await removeRows(stageFolder(runFolder, stage), name, userId, tables);
    if (count !== null) countDown(runFolder, stage, count, removed);
    rows += removed;
  }
  rmSync(learnerFile(runFolder, userId), { force: true });
  return { recordings, lines, rows };
}

interface ErasableLine {
  readonly user_id?: string;
  readonly response_id?: string;
  /** The beginning of a refused record. */
  readonly start?: string;
}

/** Matches an id as a whole, not as a part of a longer one. */
const naming = (id: string) =>
  new RegExp(`(?<![A-Za-z0-9_-])${id.replace(/[^A-Za-z0-9_]/g, '\\$&')}(?![A-Za-z0-9_-])`);

/**
 * Removes what a killed stage left behind. No stage uses these files any more, and the erasure would not look into
 * them.
 */
function removeLeftovers(runFolder: string): void {
  for (const stage of STAGE_NAMES) {
    const folder = stageFolder(runFolder, stage);
    if (!existsSync(folder)) continue;
    for (const name of readdirSync(folder))
      if (name.endsWith('.part') || name.startsWith('.')) rmSync(join(folder, name), { recursive: true });
  }
}

async function responseIds(runFolder: string, userId: string, tables: Tables): Promise<Set<string>> {
  const ids = new Set<string>();
  for (const [stage, name] of TABLES) {
    if (stage === 'score' || name.source.includes('sessions')) continue;
    for (const path of tablesIn(stageFolder(runFolder, stage), name)) {
      const rows = await tables.rows<{ response_id: string }>(
        `select distinct response_id from ${parquet(path)} where user_id = {user:String}`,
        { user: userId },
      );
      for (const { response_id } of rows) ids.add(response_id);
    }
  }
  const analysis = join(stageFolder(runFolder, 'analyse'), 'analysis.jsonl');
  for await (const { row } of readJsonLines<ErasableLine>(analysis))
    if (row.user_id === userId && row.response_id !== undefined) ids.add(row.response_id);
  return ids;
}

function removeRecordings(runFolder: string, ids: ReadonlySet<string>): number {
  const folder = join(stageFolder(runFolder, 'fetch'), 'audio');
  if (!existsSync(folder)) return 0;
  const theirs = readdirSync(folder).filter((name) => ids.has(parse(name).name));
  for (const name of theirs) rmSync(join(folder, name));
  return theirs.length;
}

/** Replaces a file, all at once, by one without some of its lines. Returns how many lines were removed. */
async function removeLines(path: string, isTheirs: (row: ErasableLine) => boolean): Promise<number> {
  if (!existsSync(path)) return 0;
  let removed = 0;
  const kept = openJsonLines(`${path}.part`, 0);
  try {
    for await (const { row } of readJsonLines<ErasableLine & object>(path)) {
      if (isTheirs(row)) removed += 1;
      else kept.add(row);
    }
    kept.sync();
  } finally {
    kept.close();
  }
  if (removed === 0) rmSync(`${path}.part`);
  else renameSync(`${path}.part`, path);
  return removed;
}

const tablesIn = (folder: string, name: RegExp): string[] =>
  existsSync(folder)
    ? readdirSync(folder)
        .filter((file) => name.test(file))
        .map((file) => join(folder, file))
    : [];

async function removeRows(folder: string, name: RegExp, userId: string, tables: Tables): Promise<number> {
  let removed = 0;
  for (const path of tablesIn(folder, name)) {
    const [found] = await tables.rows<{ theirs: number }>(
      `select toUInt32(countIf(user_id = {user:String})) as theirs from ${parquet(path)}`,
      { user: userId },
    );
    if (found === undefined || found.theirs === 0) continue;
    removed += found.theirs;
    const others = `select * from ${parquet(path)} where user_id != {user:String}`;
    await tables.write(others, path.replace(/\.parquet$/, ''), { user: userId });
  }
  return removed;
}

function countDown(runFolder: string, stage: StageName, count: string, removed: number): void {
  const manifest = readManifest(runFolder, stage);
  if (manifest === null || removed === 0) return;
  const left = Math.max(0, (manifest.counts[count] ?? 0) - removed);
  writeManifest(runFolder, { ...manifest, counts: { ...manifest.counts, [count]: left } });
}
