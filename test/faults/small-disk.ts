import { execFileSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, rmSync, statfsSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A separate disk that a test can fill. */
export interface SmallDisk {
  readonly folder: string;
  /** Fills the disk up to the given free space, by default completely. */
  fill(leftMb?: number): void;
  /** Frees the space that `fill` took. */
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
        // Only a write that fails shows that no byte is left.
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

/** Why this process cannot mount a disk; null where it can. */
export function cannotMount(): string | null {
  try {
    mountSmallDisk(1).unmount();
    return null;
  } catch (error) {
    return (error as Error).message.trim().split('\n').at(-1) ?? 'it fails';
  }
}
