import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { StoreError } from '../errors.ts';
import { refuseIfDiskFull } from './disk-full.ts';

/** The process that holds a data folder. */
export interface Holder {
  readonly pid: number;
  /** What the process does, for example `start` or `import`. */
  readonly command: string;
  /** The URL of its API; null for a command without an API. */
  readonly url: string | null;
}

export interface FolderLock {
  /** Publishes the URL of the holder's API, for the message to processes that are refused. */
  announce(url: string): void;
  release(): void;
}

/**
 * Takes `folder` for this process. The lock is the operating system's lock on a file. It ends with the process, even with
 * a killed one, so no folder stays locked. Node offers such locks through SQLite only: the file is an empty database with
 * a transaction that never writes.
 *
 * @throws StoreError naming the holder where another process has the folder
 */
export function lockFolder(folder: string, command: string): FolderLock {
  const lock = open(folder);
  try {
    // https://sqlite.org/lang_transaction.html: no other connection gets the lock until this transaction ends.
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

/** Keeps the databases referenced: the garbage collector closes an unreferenced one, which ends its lock. */
const held = new Set<DatabaseSync>();

/** https://sqlite.org/rescode.html#busy */
const SQLITE_BUSY = 5;

/**
 * How long a process waits for the lock. SQLite takes it in steps, so several processes that try in the same instant could
 * otherwise all block each other and fail. It is also ample time for the holder to write down who it is.
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

/** Writes the file elsewhere and moves it into place, so that nobody reads half of it. */
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
    return null; // the holder has just ended
  }
}

function refusal(folder: string, holder: Holder | null): string {
  const who = holder === null ? '' : ` (pid ${holder.pid}, rekindle ${holder.command}${withUrl(holder.url)})`;
  const api = holder === null || holder.url === null ? '' : ` use its API at ${holder.url}/docs,`;
  return `${folder} belongs to another process${who}. An embedded store takes one process at a time: stop that one first,${api} or point REKINDLE_DATA_DIR to another folder.`;
}

const withUrl = (url: string | null) => (url === null ? '' : `, ${url}`);
