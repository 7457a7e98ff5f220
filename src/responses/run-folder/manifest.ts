import { createHash } from 'node:crypto';
import { readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { InputError } from '../../errors.ts';
import { refuseIfDiskFull } from '../../store/disk-full.ts';

/** The stages of a run, in their order; each has its own folder in the run folder. */
export const STAGE_NAMES = ['clean', 'select', 'join', 'fetch', 'analyse', 'score'] as const;
export type StageName = (typeof STAGE_NAMES)[number];

/** The record of what a stage has done; it lies beside the stage's files. */
export interface Manifest<Place = unknown> {
  readonly stage: StageName;
  /** Identifies what the stage read and its settings. If the fingerprint changes, the stage's files are useless. */
  readonly fingerprint: string;
  readonly isDone: boolean;
  readonly counts: Readonly<Record<string, number>>;
  /** How many records were refused, by reason. */
  readonly refused: Readonly<Record<string, number>>;
  /** File names within the stage's folder. */
  readonly files: readonly string[];
  /** Where the next run continues; null where the stage is done or has no such place. */
  readonly place: Place | null;
}

export const stageFolder = (runFolder: string, stage: StageName): string => join(runFolder, stage);

const manifestFile = (runFolder: string, stage: StageName) =>
  join(stageFolder(runFolder, stage), 'manifest.json');

/** The manifest of `stage` in this run folder; null where the stage never ran. */
export function readManifest<Place>(runFolder: string, stage: StageName): Manifest<Place> | null {
  let text: string;
  try {
    text = readFileSync(manifestFile(runFolder, stage), 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
  try {
    return JSON.parse(text) as Manifest<Place>;
  } catch {
    throw new InputError(
      `${manifestFile(runFolder, stage)} is damaged; remove the folder and run the stage again.`,
    );
  }
}

/** Writes the manifest to disk completely or not at all. */
export function writeManifest(runFolder: string, manifest: Manifest): void {
  const path = manifestFile(runFolder, manifest.stage);
  try {
    writeFileSync(`${path}.part`, `${JSON.stringify(manifest, null, 2)}\n`, { flush: true });
  } catch (error) {
    refuseIfDiskFull(path, error);
    throw error;
  }
  renameSync(`${path}.part`, path);
}

/** Identifies a stage's work: its settings, and its input files by path, size and modification time. */
export function fingerprintOf(settings: unknown, files: readonly string[]): string {
  const seen = files.map((path) => {
    const found = statSync(path, { throwIfNoEntry: false });
    if (!found?.isFile()) throw new InputError(`There is no file ${path}.`);
    return [path, found.size, found.mtimeMs];
  });
  return createHash('sha256')
    .update(JSON.stringify([settings, seen]))
    .digest('hex')
    .slice(0, 32);
}
