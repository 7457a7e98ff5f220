import { execFileSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, rmSync, statfsSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A disk of its own that can be filled. */
export interface SmallDisk {
  readonly folder: string;
  /** Takes up the room that is left but for so much, which is none by default. */
  fill(leftMb?: number): void;
  /** Gives the room back that `fill` took. */
  makeRoom(): void;
  unmount(): void;
}

/** Mounts a file system in memory. Throws where this process may not mount. */
export function mountSmallDisk(sizeMb: number): SmallDisk {
  const folder = mkdtempSync(join(tmpdir(), 'rekindle-disk-'));
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${sizeMb}m`, 'tmpfs', folder], { stdio: 'pipe' });
  } catch (error) {
    rmSync(folder, { recursive: true });
    throw error;
  }
  const ballast = join(folder, 'ballast');
  return {
    folder,
    fill(leftMb = 0) {
      const file = openSync(ballast, 'w');
      try {
        // The last bytes of none are found by a write that fails.
        while (leftMb === 0 || roomMb(folder) > leftMb) writeSync(file, Buffer.alloc(64 * 1024));
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
      } finally {
        closeSync(file);
      }
    },
    makeRoom: () => rmSync(ballast, { force: true }),
    unmount() {
      execFileSync('umount', [folder], { stdio: 'pipe' });
      rmSync(folder, { recursive: true });
    },
  };
}

function roomMb(folder: string): number {
  const { bavail, bsize } = statfsSync(folder);
  return (bavail * bsize) / (1024 * 1024);
}

/** Why nothing can be mounted here; null where it can. */
export function cannotMount(): string | null {
  try {
    mountSmallDisk(1).unmount();
    return null;
  } catch (error) {
    return (error as Error).message.trim().split('\n').at(-1) ?? 'it fails';
  }
}
