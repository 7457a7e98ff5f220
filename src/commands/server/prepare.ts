import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type Config, readConfig } from '../../config.ts';
import type { CycleContext } from '../../cycle/cycle.ts';
import { replay, replayMoments } from '../../cycle/replay.ts';
import { cycleMoment, cycleMomentOn } from '../../domain/cycle-moment.ts';
import { type Moment, moment } from '../../domain/moment.ts';
import { courseDate, endOf, type Presentation } from '../../domain/presentation.ts';
import { importOulad } from '../../ingest/import.ts';
import { checkModel } from '../../jobs/check-model.ts';
import { championOf } from '../../model/registry/registry.ts';
import { firstRiskDay } from '../../model/scan-days.ts';
import { DROPOUT } from '../../model/targets/dropout.ts';
import {
  cycleContextInService,
  loadContentModel,
  loadModel,
  openStores,
  type Stores,
  servedModel,
} from '../../runtime.ts';
import { allPresentations, countBySource } from '../../store/presentations.ts';
import { dayOf } from '../day.ts';
import { openProgress, type Progress } from '../progress.ts';

const SAMPLE = join(import.meta.dirname, '../../../data/oulad-sample/oulad-sample.zip');

/** How far into a past presentation the time machine opens: early enough that most learners can still be helped. */
const OPENING_SHARE = 0.3;

export interface PrepareOptions {
  /** A date for the time machine, `now` for the real clock. */
  asOf?: string;
  /** Fill an empty store with the bundled sample, and open a store that holds nothing else in the time machine. */
  sample: boolean;
}

/** Fills an empty store, replays a presentation and ends: the work of a first start before it serves. */
export async function prepare(options: PrepareOptions): Promise<void> {
  // As the child of `rekindle start` this process has a channel to its parent and ends with it, so that a killed start
  // leaves no process in the folder. It ends by a signal, because the embedded engine hangs on an orderly exit in the middle
  // of a statement.
  process.once('disconnect', () => process.kill(process.pid, 'SIGKILL'));
  process.channel?.unref();
  const config = readConfig(process.env);
  const offered = loadModel(config);
  // Not needed here, but a first start should not work for a minute before it finds that it cannot serve.
  loadContentModel(config);
  const stores = await openStores(config, 'prepare');
  const { progress, close } = openProgress(process.stderr, Date.now);
  try {
    const model = await servedModel(config, stores, offered, moment(Date.now()));
    const context = await cycleContextInService(config, stores, model);
    await prepareStores(config, stores, context, options, progress);
  } finally {
    close();
    await stores.close();
  }
}

/** Whether the embedded stores have never been prepared. */
export const isUnprepared = (config: Config): boolean =>
  config.databaseUrl === null && !existsSync(join(config.dataDir, 'state'));

/** The day of the time machine. */
export interface TimeMachineDay {
  readonly presentation: Presentation;
  readonly at: Moment;
}

/**
 * Fills an empty store with the sample, chooses the clock, and replays the presentation of the time machine.
 * Running this again changes nothing.
 *
 * @returns the moment of the time machine; null for the real clock
 */
export async function prepareStores(
  config: Config,
  stores: Stores,
  cycle: CycleContext,
  options: PrepareOptions,
  progress: Progress,
): Promise<TimeMachineDay | null> {
  if (options.sample) await fillEmptyStore(config, stores, progress);
  const standsAt = await chooseDay(stores, options);
  if (standsAt !== null) {
    await playBefore(cycle, standsAt.presentation, progress);
    await checkChampion(config, stores, standsAt.at);
  }
  await stores.eventLog.trim();
  return standsAt;
}

/** The first start shows something: two real presentations of one course. */
async function fillEmptyStore(config: Config, stores: Stores, progress: Progress): Promise<void> {
  const { sample, own } = await countBySource(stores.state);
  if (own > 0 || (sample > 0 && (await importedWhole(stores)))) return;
  await importOulad({
    path: SAMPLE,
    ...stores,
    rejectsFile: join(config.dataDir, 'rejects.jsonl'),
    now: () => moment(Date.now()),
    importId: Date.now(),
    progress,
    fromSample: true,
  });
}

/** What a server on the real clock does every night; a time machine has one day. */
async function checkChampion(config: Config, { state, eventLog }: Stores, now: Moment): Promise<void> {
  const champion = await championOf(state, DROPOUT);
  if (champion === null) return;
  const check = {
    state,
    eventLog,
    cluster: config.clickhouse?.cluster ?? null,
    presentations: await allPresentations(state),
    settings: config.models,
    seed: 1,
    now,
  };
  await checkModel(check, champion.model);
}

/** Whether the last import was completed. A killed import runs again, which does not change what it has written. */
async function importedWhole(stores: Stores): Promise<boolean> {
  const last = await stores.state
    .selectFrom('import_run')
    .select('finished_at')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
  return last === undefined || last.finished_at !== null;
}

/**
 * The moment of the time machine: on the requested day or, in a demonstration, on a day of its latest presentation. Null for
 * the real clock, which every other store has, whatever of it is over.
 */
async function chooseDay(stores: Stores, { asOf, sample }: PrepareOptions): Promise<TimeMachineDay | null> {
  const date = asOf === undefined || asOf === 'now' ? null : dayOf('--as-of', asOf);
  const presentations = await allPresentations(stores.state);
  const latest = presentations.at(-1);
  if (latest === undefined || asOf === 'now') return null;
  if (date !== null) {
    const runsThen = (one: Presentation) => date >= one.startsOn && cycleMomentOn(one, date) < endOf(one);
    const presentation = presentations.filter(runsThen).at(-1) ?? latest;
    return { presentation, at: cycleMomentOn(presentation, date) };
  }
  if (!sample || (await countBySource(stores.state)).own > 0) return null;
  return { presentation: latest, at: openingMoment(latest) };
}

const openingMoment = (presentation: Presentation): Moment =>
  cycleMoment(presentation, Math.round(presentation.lengthDays * OPENING_SHARE));

/**
 * Why a store on the real clock may look empty or different from before, as a sentence; null where it does not. Only the
 * server says this: `rekindle prepare` runs on empty stores.
 */
export async function realClockNote({ state }: Stores, now: Moment): Promise<string | null> {
  const presentations = await allPresentations(state);
  const latest = presentations.at(-1);
  if (latest === undefined) return null;
  const { sample } = await countBySource(state);
  const over = presentations.every((one) => endOf(one) <= now);
  if (sample === 0 && !over) return null;
  const why =
    sample === 0
      ? 'Every presentation is over.'
      : 'The store holds more than the sample, so it is no demonstration any more.';
  return `${why} The clock is the real one; --as-of ${courseDate(latest, openingMoment(latest))} opens the time machine.`;
}

/** Replays the presentation once, so that the time machine has decisions and nudges on every day. */
async function playBefore(
  cycle: CycleContext,
  presentation: Presentation,
  progress: Progress,
): Promise<void> {
  const moments = replayMoments(presentation, firstRiskDay(cycle.scorer, presentation), moment(Date.now()));
  const played = await cycle.state
    .selectFrom('decision')
    .select('decided_at')
    .where('presentation_id', '=', presentation.id)
    .distinct()
    .execute();
  const known = new Set(played.map((row) => row.decided_at.getTime()));
  const missing = moments.filter((at) => !known.has(at));
  if (missing.length === 0) return;
  let weeks = 0;
  progress('Replaying', weeks, missing.length, 'weeks');
  for await (const _ of replay(cycle, presentation, missing)) {
    weeks += 1;
    progress('Replaying', weeks, missing.length, 'weeks');
  }
}
