import { mkdirSync, rmSync } from 'node:fs';
import { InputError } from '../../errors.ts';
import {
  type Manifest,
  readManifest,
  type StageName,
  stageFolder,
  writeManifest,
} from '../run-folder/manifest.ts';

/** Called with the progress of a step: done and total, in `unit`. */
export type StageProgress = (step: string, done: number, total: number, unit: string) => void;

/** How a stage is watched and stopped. */
export interface StageWatch {
  readonly progress?: StageProgress;
  /** Stops the stage between two steps; the next run continues there. */
  readonly signal?: AbortSignal;
}

/** What a stage has counted and written. */
export type StageTally = Pick<Manifest, 'counts' | 'refused' | 'files'>;

/** How a stage ended. */
export interface StageEnd extends StageTally {
  /** False where the next run has something left to do; true by default. */
  readonly isDone?: boolean;
  /** Working files that are removed once the manifest records the end of the stage. */
  readonly leftovers?: readonly string[];
}

/** What a stage works with. */
export interface StageWork<Place> {
  /** The stage's own folder. */
  readonly folder: string;
  /** The tally of the stage before; empty for the first stage. */
  readonly before: StageTally;
  /** The manifest that an earlier run of the same work left; null where there is none. */
  readonly earlier: Manifest<Place> | null;
  readonly progress: StageProgress;
  readonly signal: AbortSignal;
  /** Records the progress of the stage, and where the next run would continue. */
  save(tally: StageTally, place?: Place): void;
}

/** A stage as its file describes it. */
interface StagePlan<Request, Place> {
  readonly name: StageName;
  /** The stage whose files it reads; null for the first. */
  readonly after: StageName | null;
  /** Whether a finished stage runs again, because files may have been added or removed since. */
  readonly isRepeated?: boolean;
  /** Identifies what the stage reads and its settings. Work with a different fingerprint is useless. */
  fingerprint(request: Request, before: StageTally): string;
  /**
   * @throws InputError where an earlier run's work, with a different fingerprint, must not be discarded without asking
   */
  refuseToDiscard?(earlier: Manifest, request: Request): void;
  run(request: Request, work: StageWork<Place>): Promise<StageEnd>;
}

/** One stage of a run. */
export interface Stage<Request> {
  readonly name: StageName;
  /** The stage whose files it reads; null for the first. */
  readonly after: StageName | null;
  /**
   * Does the work that is left to do in the run folder.
   *
   * @throws InputError where the stage before is not done
   * @throws the signal's reason where the signal stops it
   */
  run(request: Request, watch?: StageWatch): Promise<Manifest>;
}

const NOTHING: StageTally = { counts: {}, refused: {}, files: [] };

/**
 * A stage that runs only where there is something to do: the stage before is done, and its own manifest is missing,
 * unfinished or of different work. It continues the work of an earlier run and removes files of different work. The
 * manifest is written last, so that it is true even after a kill.
 */
export function stage<Request extends { readonly runFolder: string }, Place = null>(
  plan: StagePlan<Request, Place>,
): Stage<Request> {
  const { name, after } = plan;
  return {
    name,
    after,
    async run(request, { progress = () => {}, signal = new AbortController().signal } = {}) {
      const { runFolder } = request;
      const before = after === null ? NOTHING : doneManifest(runFolder, after);
      const fingerprint = plan.fingerprint(request, before);
      const earlier = earlierWork(plan, request, fingerprint);
      if (earlier?.isDone && !plan.isRepeated) return earlier;
      const write = ({ counts, refused, files }: StageTally, isDone: boolean, place: Place | null) => {
        const manifest: Manifest<Place> = { stage: name, fingerprint, isDone, counts, refused, files, place };
        writeManifest(runFolder, manifest);
        return manifest;
      };
      const end = await plan.run(request, {
        folder: stageFolder(runFolder, name),
        before,
        earlier,
        progress,
        signal,
        save: (tally, place) => void write(tally, false, place ?? null),
      });
      const manifest = write(end, end.isDone ?? true, null);
      for (const file of end.leftovers ?? []) rmSync(file, { force: true });
      return manifest;
    },
  };
}

/** The manifest of an earlier stage. @throws InputError where that stage is not done */
function doneManifest(runFolder: string, name: StageName): Manifest {
  const found = readManifest(runFolder, name);
  if (found?.isDone) return found;
  throw new InputError(
    `The stage ${name} ${found === null ? 'has not run' : 'is not finished'} in ${runFolder}; run: rekindle responses ${name}`,
  );
}

/**
 * The manifest from which to continue. Null, with an emptied folder, where the stage never ran or did different work.
 */
function earlierWork<Request extends { readonly runFolder: string }, Place>(
  { name, refuseToDiscard }: StagePlan<Request, Place>,
  request: Request,
  fingerprint: string,
): Manifest<Place> | null {
  const found = readManifest<Place>(request.runFolder, name);
  if (found?.fingerprint === fingerprint) return found;
  if (found !== null) refuseToDiscard?.(found, request);
  const folder = stageFolder(request.runFolder, name);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  return null;
}
