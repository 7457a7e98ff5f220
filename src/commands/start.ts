import { join } from 'node:path';
import pino from 'pino';
import type { ApiContext } from '../api/context.ts';
import { createMemory } from '../api/memory.ts';
import { createRiskFeed } from '../api/risk-feed.ts';
import { createServer } from '../api/server.ts';
import { type Config, readConfig } from '../config.ts';
import type { CycleContext } from '../cycle/cycle.ts';
import { cycleMoment, replay, replayMoments } from '../cycle/replay.ts';
import { type Clock, type Moment, moment } from '../domain/moment.ts';
import { dayAt, endOf, type Presentation } from '../domain/presentation.ts';
import { ConfigError } from '../errors.ts';
import { importOulad } from '../ingest/import.ts';
import { cycleContext, loadModel, openStores, type Stores } from '../runtime.ts';
import { allPresentations } from '../store/presentations.ts';
import { cycleMomentOf } from './day.ts';
import { openProgress, type Progress } from './progress.ts';

const SAMPLE = join(import.meta.dirname, '..', '..', 'data', 'oulad-sample', 'oulad-sample.zip');

/** Answers kept at hand; one is up to a megabyte. */
const MEMORY_ANSWERS = 60;

/** How far into a past presentation the time machine opens: early enough that most can still be helped. */
const OPENING_SHARE = 0.3;

/** Starts the server and stays until SIGTERM or SIGINT. */
export async function start(options: { asOf?: string; sample: boolean }): Promise<void> {
  const config = readConfig(process.env);
  const running = await startServer(config, options);
  process.stdout.write(`Rekindle is ready at ${running.url}\n`);
  const stop = () => void running.stop().then(() => process.exit(0));
  process.once('SIGTERM', stop).once('SIGINT', stop);
}

/** A server that listens. */
export interface RunningServer {
  readonly url: string;
  /** Answers what has been asked, then closes the stores: nothing is lost. */
  stop(): Promise<void>;
}

/**
 * Opens the stores, fills an empty one with the sample, sets the clock and listens.
 *
 * @throws ConfigError, InputError or StoreError where something is not as it must be
 */
export async function startServer(
  config: Config,
  options: { asOf?: string; sample: boolean },
): Promise<RunningServer> {
  const logger = pino({ level: config.logLevel }, pino.destination({ dest: 2, sync: false }));
  const model = loadModel(config);
  const stores = await openStores(config, 'start');
  const { progress, close } = openProgress(process.stderr, Date.now);
  try {
    if (options.sample) await fillEmptyStore(config, stores, progress);
    const cycle = cycleContext(config, stores, model);
    const standsAt = await chooseStanding(stores, options.asOf);
    if (standsAt !== null) await playBefore(cycle, standsAt.presentation, progress);
    close();
    await stores.eventLog.trim();
    const clock: Clock = standsAt === null ? () => moment(Date.now()) : () => standsAt.at;
    const ends: (() => void)[] = [];
    const context: ApiContext = {
      ...cycle,
      clock,
      timeMachine: standsAt === null ? null : { presentationId: standsAt.presentation.id },
      memory: createMemory(MEMORY_ANSWERS),
      feed: createRiskFeed(),
      lastProbabilities: new Map(),
      onClose: (end) => ends.push(end),
    };
    const server = await createServer(context, logger);
    server.addHook('preClose', async () => {
      for (const end of ends) end();
    });
    const url = await server.listen({ host: config.host, port: config.port }).catch((error: Error) => {
      throw new ConfigError('PORT', `${config.host}:${config.port} cannot be listened on: ${error.message}`);
    });
    stores.lock?.announce(url);
    return {
      url,
      async stop() {
        await server.close();
        await stores.close();
      },
    };
  } catch (error) {
    close();
    await stores.close();
    throw error;
  }
}

/** The first start shows something: two real presentations of one course. */
async function fillEmptyStore(config: Config, stores: Stores, progress: Progress): Promise<void> {
  if ((await allPresentations(stores.state)).length > 0 && (await importedWhole(stores))) return;
  await importOulad({
    path: SAMPLE,
    ...stores,
    rejectsFile: join(config.dataDir, 'rejects.jsonl'),
    now: () => moment(Date.now()),
    importId: Date.now(),
    progress,
  });
}

/** Whether the last import came to its end; one that was killed is done again, which changes nothing that is there. */
async function importedWhole(stores: Stores): Promise<boolean> {
  const last = await stores.state
    .selectFrom('import_run')
    .select('finished_at')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
  return last === undefined || last.finished_at !== null;
}

interface Standing {
  readonly presentation: Presentation;
  readonly at: Moment;
}

/**
 * Where the time machine stands: on the asked day; else, where no presentation runs today, on a day of the latest one.
 * Null for the real clock.
 */
async function chooseStanding(stores: Stores, asOf: string | undefined): Promise<Standing | null> {
  if (asOf === 'now') return null;
  const presentations = await allPresentations(stores.state);
  const latest = presentations.at(-1);
  if (latest === undefined) return null;
  if (asOf !== undefined) {
    const at = cycleMomentOf('--as-of', asOf);
    const running = presentations.filter((one) => dayAt(one, at) >= 0 && at < endOf(one)).at(-1);
    return { presentation: running ?? latest, at };
  }
  const now = moment(Date.now());
  if (presentations.some((one) => now < endOf(one))) return null;
  return { presentation: latest, at: cycleMoment(latest, Math.round(latest.lengthDays * OPENING_SHARE)) };
}

/** Plays the presentation once, so that the time machine has decisions and nudges on every day. */
async function playBefore(
  cycle: CycleContext,
  presentation: Presentation,
  progress: Progress,
): Promise<void> {
  const moments = replayMoments(presentation);
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
