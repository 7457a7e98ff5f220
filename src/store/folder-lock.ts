import { createHash } from 'node:crypto';
import { mkdirSync, realpathSync, rmSync } from 'node:fs';
import { connect, createServer } from 'node:net';
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
  const holder = await askHolder(path);
  if (holder !== null) throw new StoreError(refusal(folder, holder));
  const self: { pid: number; command: string; url: string | null } = { pid: process.pid, command, url: null };
  const server = createServer((socket) => socket.on('error', () => {}).end(JSON.stringify(self)));
  await new Promise<void>((resolve, reject) => {
    server.once('error', async (error: NodeJS.ErrnoException) => {
      // Left by a process that was killed, or taken in this very moment by another: only the first may be removed.
      const other = error.code === 'EADDRINUSE' ? await askHolder(path) : null;
      if (error.code !== 'EADDRINUSE')
        return reject(new StoreError(`${folder} cannot be locked: ${error.message}`));
      if (other !== null) return reject(new StoreError(refusal(folder, other)));
      rmSync(path, { force: true });
      server.once('error', (again: Error) =>
        reject(new StoreError(`${folder} cannot be locked: ${again.message}`)),
      );
      server.listen(path, resolve);
    });
    server.listen(path, resolve);
  });
  server.unref();
  return {
    announce: (url) => {
      self.url = url;
    },
    release: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

/** Who holds `folder` now, or null. */
export const holderOf = (folder: string): Promise<Holder | null> => {
  mkdirSync(folder, { recursive: true });
  return askHolder(socketPath(folder));
};

function askHolder(path: string): Promise<Holder | null> {
  return new Promise((resolve) => {
    let answer = '';
    connect(path)
      .setEncoding('utf8')
      .on('data', (chunk) => {
        answer += chunk;
      })
      .on('end', () => resolve(JSON.parse(answer) as Holder))
      .on('error', () => resolve(null));
  });
}

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
