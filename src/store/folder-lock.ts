import { createHash } from 'node:crypto';
import { mkdirSync, realpathSync, renameSync, rmSync } from 'node:fs';
import { connect, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { StoreError } from '../errors.ts';

/** Who holds a data folder. */
export interface Holder {
  readonly pid: number;
  /** What the process does, for example `start` or `import`. */
  readonly command: string;
  /** Where its API answers; null for a command without one. */
  readonly url: string | null;
}

export interface FolderLock {
  /** Tells those who ask where the holder's API answers. */
  announce(url: string): void;
  release(): Promise<void>;
}

/**
 * Takes `folder` for this process. The lock is a listening local socket, which the operating system closes with the
 * process however it ends, so a killed process never leaves a folder locked.
 *
 * @throws StoreError naming the holder where another process has it
 */
export async function lockFolder(folder: string, command: string): Promise<FolderLock> {
  mkdirSync(folder, { recursive: true });
  const path = socketPath(folder);
  const self: { pid: number; command: string; url: string | null } = { pid: process.pid, command, url: null };
  const server = createServer((socket) => socket.on('error', () => {}).end(JSON.stringify(self)));
  while (!(await listens(server, path))) {
    const holder = await askHolder(path);
    if (holder !== null) throw new StoreError(refusal(folder, holder));
    await removeLeftover(path);
  }
  server.unref();
  return {
    announce: (url) => {
      self.url = url;
    },
    release: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

/** Whether `server` listens now; false where the name is taken. */
function listens(server: Server, path: string): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const onError = (error: NodeJS.ErrnoException) => {
      server.off('listening', onListening);
      if (error.code === 'EADDRINUSE') resolve(false);
      else reject(new StoreError(`${path} cannot be made: ${error.message}`));
    };
    const onListening = () => {
      server.off('error', onError);
      resolve(true);
    };
    server.once('error', onError).once('listening', onListening).listen(path);
  });
}

/**
 * Takes away a socket that nobody listens on. It is moved aside first and asked once more: of several processes that
 * find it at the same time, a late one would otherwise take away what an early one has just put in its place.
 */
async function removeLeftover(path: string): Promise<void> {
  const aside = `${path}.${process.pid}`;
  try {
    renameSync(path, aside);
  } catch {
    return; // another process was faster
  }
  if ((await askHolder(aside)) === null) rmSync(aside, { force: true });
  else renameSync(aside, path);
}

/** A holder that does not answer within this time is taken for one that is busy. */
const ANSWER_LIMIT_MS = 5_000;

/**
 * Who listens at `path`, or null where nobody does.
 *
 * @throws StoreError where that cannot be found out
 */
function askHolder(path: string): Promise<Holder | null> {
  return new Promise((resolve, reject) => {
    let answer = '';
    const socket = connect(path).setEncoding('utf8').setTimeout(ANSWER_LIMIT_MS);
    socket
      .on('data', (chunk) => {
        answer += chunk;
      })
      // A process that is killed before it has answered leaves an empty answer: nobody is there any more.
      .on('end', () => resolve(answer === '' ? null : (JSON.parse(answer) as Holder)))
      .on('timeout', () => {
        socket.destroy();
        reject(new StoreError(`The process that listens at ${path} does not answer. Stop it first.`));
      })
      .on('error', (error: NodeJS.ErrnoException) => {
        if (NOBODY.has(error.code ?? '')) resolve(null);
        else reject(new StoreError(`${path} cannot be asked who has the folder: ${error.message}`));
      });
  });
}

/** No such socket, one that nobody listens on, one whose process ended while it was asked. */
const NOBODY: ReadonlySet<string> = new Set(['ENOENT', 'ECONNREFUSED', 'ECONNRESET', 'EPIPE']);

/** Socket names are limited to about 100 bytes, so a long folder's lives under the temporary folder. */
function socketPath(folder: string): string {
  const near = join(realpathSync(folder), 'lock.sock');
  if (Buffer.byteLength(near) <= 100) return near;
  return join(tmpdir(), `rekindle-${createHash('sha256').update(near).digest('hex').slice(0, 16)}.sock`);
}

const refusal = (folder: string, holder: Holder) =>
  `${folder} belongs to another process (pid ${holder.pid}, rekindle ${holder.command}${
    holder.url === null ? '' : `, ${holder.url}`
  }). An embedded store takes one process at a time: stop that one first${
    holder.url === null ? '' : `, use its API at ${holder.url}/docs`
  }, or point REKINDLE_DATA_DIR to another folder.`;
