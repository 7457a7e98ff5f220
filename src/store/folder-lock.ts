import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { StoreError } from '../errors.ts';
import { refuseIfDiskFull } from './disk-full.ts';

/** Who holds a data folder. */
export interface Holder {
  readonly pid: number;
  /** What the process does, for example `start` or `import`. */
  readonly command: string;
  /** Where its API answers; null for a command without one. */
  readonly url: string | null;
}

export interface FolderLock {
  /** Tells those who are refused where the holder's API answers. */
  announce(url: string): void;
  release(): void;
}

/**
 * Takes `folder` for this process. The lock is the operating system's on a file, which ends with the process however that
 * ends, so a killed process never leaves a folder locked. Node has such locks through SQLite only: the file is an empty
 * database with a transaction that never writes.
 *
 * @throws StoreError naming the holder where another process has it
 */
export function lockFolder(folder: string, command: string): FolderLock {
  const lock = open(folder);
  try {
    // https://sqlite.org/lang_transaction.html: no other connection takes the same lock until this one ends.
    lock.exec('begin exclusive');
  } catch (error) {
    lock.close();
    if ((error as { errcode?: number }).errcode === SQLITE_BUSY)
      throw new StoreError(refusal(folder, holderOf(folder)));
    refuseIfDiskFull(folder, error);
    throw new StoreError(`${folder} cannot be locked: ${(error as Error).message}`);
  }
  held.add(lock);
  const announce = (url: string | null) => writeHolder(folder, { pid: process.pid, command, url });
  announce(null);
  return {
    announce,
    release() {
      rmSync(holderFile(folder), { force: true });
      held.delete(lock);
      lock.close();
    },
  };
}

/** A database that nobody refers to any more is closed by the garbage collector, and its lock ends. */
const held = new Set<DatabaseSync>();

/** https://sqlite.org/rescode.html#busy */
const SQLITE_BUSY = 5;

/**
 * Of several that try in the same instant, each waits this long: SQLite takes the lock in steps, so that without it all of
 * them could be in each other's way. It is also ample time for a holder to say who it is.
 */
const WAIT_MS = 500;

function open(folder: string): DatabaseSync {
  try {
    mkdirSync(folder, { recursive: true });
    return new DatabaseSync(join(folder, 'lock'), { timeout: WAIT_MS });
  } catch (error) {
    throw new StoreError(
      `REKINDLE_DATA_DIR: ${folder} cannot be used as a data folder: ${(error as Error).message}`,
    );
  }
}

const holderFile = (folder: string) => join(folder, 'holder.json');

/** Moved into place whole, so that nobody reads half of it. */
function writeHolder(folder: string, holder: Holder): void {
  const making = `${holderFile(folder)}.new`;
  try {
    writeFileSync(making, JSON.stringify(holder));
    renameSync(making, holderFile(folder));
  } catch (error) {
    refuseIfDiskFull(folder, error);
    throw new StoreError(`${folder} cannot be written to: ${(error as Error).message}`);
  }
}

function holderOf(folder: string): Holder | null {
  try {
    return JSON.parse(readFileSync(holderFile(folder), 'utf8')) as Holder;
  } catch {
    return null; // it has just gone
  }
}

function refusal(folder: string, holder: Holder | null): string {
  const who = holder === null ? '' : ` (pid ${holder.pid}, rekindle ${holder.command}${withUrl(holder.url)})`;
  const api = holder === null || holder.url === null ? '' : ` use its API at ${holder.url}/docs,`;
  return `${folder} belongs to another process${who}. An embedded store takes one process at a time: stop that one first,${api} or point REKINDLE_DATA_DIR to another folder.`;
}

const withUrl = (url: string | null) => (url === null ? '' : `, ${url}`);
