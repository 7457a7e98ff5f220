import { mkdirSync, rmSync } from 'node:fs';
import { InputError } from '../../errors.ts';
import {
  type Manifest,
  readManifest,
  type StageName,
  stageFolder,
  writeManifest,
} from '../run-folder/manifest.ts';

/** Hears how far a step is: done and total in `unit`. */
export type StageProgress = (step: string, done: number, total: number, unit: string) => void;

/** How a stage is watched and stopped. */
export interface StageWatch {
  readonly progress?: StageProgress;
  /** Stops the stage between two steps; the next run goes on there. */
  readonly signal?: AbortSignal;
}

/** What a stage has counted and written. */
export type StageTally = Pick<Manifest, 'counts' | 'refused' | 'files'>;

/** How a stage ended. */
export interface StageEnd extends StageTally {
  /** False where the next run has something left to do; true by default. */
  readonly isDone?: boolean;
  /** Working files, of use until the manifest says how the stage ended. */
  readonly leftovers?: readonly string[];
}

/** What a stage works with. */
export interface StageWork<Place> {
  /** The stage's own. */
  readonly folder: string;
  /** What the stage before came to; nothing for the first one. */
  readonly before: StageTally;
  /** What an earlier run left of the same work; null where there is nothing. */
  readonly earlier: Manifest<Place> | null;
  readonly progress: StageProgress;
  readonly signal: AbortSignal;
  /** Writes how far the stage is, and where the next run would go on. */
  save(tally: StageTally, place?: Place): void;
}

/** A stage as its file describes it. */
interface StagePlan<Request, Place> {
  readonly name: StageName;
  /** The stage whose files it reads; null for the first. */
  readonly after: StageName | null;
  /** Whether a stage that is done looks at its files again, because others may have come or gone. */
  readonly isRepeated?: boolean;
  /** Names what the stage reads and how it is asked. Work under another name is of no use any more. */
  fingerprint(request: Request, before: StageTally): string;
  /** @throws InputError where the work of an earlier run, under another fingerprint, is not to be thrown away unasked */
  refuseToDiscard?(earlier: Manifest, request: Request): void;
  run(request: Request, work: StageWork<Place>): Promise<StageEnd>;
}

/** One stage of a run. */
export interface Stage<Request> {
  readonly name: StageName;
  /** The stage whose files it reads; null for the first. */
  readonly after: StageName | null;
  /**
   * Does what is left to do in the run folder.
   *
   * @throws InputError where the stage before is not done
   * @throws the signal's reason where it is stopped
   */
  run(request: Request, watch?: StageWatch): Promise<Manifest>;
}

const NOTHING: StageTally = { counts: {}, refused: {}, files: [] };

/**
 * A stage that is run only where there is something to do: the stage before is done, and its own manifest is missing, not
 * done or of other work. Work of an earlier run goes on; files of other work are removed. The manifest is the last thing
 * written, so that what it says is true after a kill, too.
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

/** The manifest of an earlier stage. @throws InputError where that one is not done */
function doneManifest(runFolder: string, name: StageName): Manifest {
  const found = readManifest(runFolder, name);
  if (found?.isDone) return found;
  throw new InputError(
    `${found === null ? 'There is nothing of' : 'Not finished is'} the stage ${name} in ${runFolder}; run: rekindle responses ${name}`,
  );
}

/** The manifest to go on with: null, and an empty folder, where the stage never ran or did other work. */
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
