import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { FastifyBaseLogger } from 'fastify';
import pino from 'pino';
import type { ApiContext } from '../../api/context.ts';
import type { Server } from '../../api/http.ts';
import { createServer } from '../../api/server.ts';
import { type Config, readConfig } from '../../config.ts';
import type { CycleContext } from '../../cycle/cycle.ts';
import { type Clock, moment } from '../../domain/moment.ts';
import { ConfigError } from '../../errors.ts';
import { probabilitiesAt } from '../../explain/risks.ts';
import { COLUMNS } from '../../features/indicators.ts';
import { insightService } from '../../insight/insight-service.ts';
import { loadNudgeModels } from '../../insight/models.ts';
import { createRecorder } from '../../insight/record.ts';
import { startScheduler } from '../../jobs/scheduler.ts';
import { createRiskFeed } from '../../live/risk-feed.ts';
import { createContentScorer } from '../../model/content/content-scorer.ts';
import type { Model } from '../../model/model-file.ts';
import { scorerOf } from '../../model/score.ts';
import { createMemory } from '../../read/view-cache.ts';
import {
  cycleContext,
  loadContentModel,
  loadModel,
  openStores,
  type Stores,
  servedModel,
  tunedConfig,
  tuningInService,
} from '../../runtime.ts';
import { allPresentations } from '../../store/presentations.ts';
import { openProgress } from '../progress.ts';
import { isUnprepared, type PrepareOptions, prepareStores, type TimeMachineDay } from './prepare.ts';

/** The share of the alerts that should be right; what `rekindle train` aims at by default. */
const PRECISION_GOAL = 0.85;

/** Answers kept at hand; one is up to a megabyte. */
const MEMORY_ANSWERS = 200;

/** Starts the server and stays until SIGTERM or SIGINT. */
export async function start(options: PrepareOptions): Promise<void> {
  const config = readConfig(process.env);
  // Import and replay need memory that an allocator is slow to give back, so a first start does them in a process that
  // ends: the one that stays is 200 MB smaller.
  if (isUnprepared(config)) await prepareElsewhere(options);
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
export async function startServer(config: Config, options: PrepareOptions): Promise<RunningServer> {
  const logger = pino({ level: config.logLevel }, pino.destination({ dest: 2, sync: false }));
  const offered = loadModel(config);
  const contentModel = loadContentModel(config);
  const nudgeModels = loadNudgeModels(config.nudgeModelsDir, (message) => logger.warn(message));
  const stores = await openStores(config, 'start');
  const { progress, close } = openProgress(process.stderr, Date.now);
  try {
    const model = await servedModel(config, stores, offered, moment(Date.now()));
    const tuning = await tuningInService(config, stores, (message) => logger.warn(message));
    const cycle = cycleContext(tunedConfig(config, tuning), stores, model, nudgeModels);
    const standsAt = await prepareStores(config, stores, cycle, options, progress);
    close();
    const clock: Clock = standsAt === null ? () => moment(Date.now()) : () => standsAt.at;
    const content = createContentScorer(contentModel, stores.eventLog);
    const recorder = createRecorder(stores.eventLog, (message) => logger.warn(message));
    const ends: (() => void)[] = [];
    let { scorer } = cycle;
    const context: ApiContext = {
      ...cycle,
      get scorer() {
        return scorer;
      },
      clock,
      life: config.models,
      cluster: config.clickhouse?.cluster ?? null,
      timeMachine: standsAt === null ? null : { presentationId: standsAt.presentation.id },
      memory: createMemory(MEMORY_ANSWERS),
      content,
      // A snapshot is of today, also while the clock of the time machine stands still.
      insight: insightService(cycle.nudgeEngine, recorder, () => moment(Date.now())),
      tuning,
      feed: createRiskFeed(),
      lastProbabilities: await shownAtFirst(cycle, standsAt),
      onClose: (end) => ends.push(end),
    };
    const server = await createServer(context, logger);
    server.addHook('preClose', async () => {
      for (const end of ends) end();
    });
    const url = await listen(server, config);
    stores.lock?.announce(url);
    const putInService = async (model: Model) => {
      scorer = scorerOf(model, COLUMNS);
      for (const { id } of await allPresentations(stores.state)) context.memory.forget(id);
    };
    const takeUp = async () => {
      const before = tuning.current();
      await tuning.refresh();
      if (tuning.current() !== before)
        for (const { id } of await allPresentations(stores.state)) context.memory.forget(id);
    };
    // Another server on the same store may save thresholds and texts.
    if (config.databaseUrl !== null) {
      const tell = (error: unknown) => logger.warn({ err: error }, 'saved settings cannot be read');
      const watch = setInterval(() => void takeUp().catch(tell), OTHERS_SETTINGS_MS);
      ends.push(() => clearInterval(watch));
    }
    const settled = setTimeout(() => {
      giveMemoryBack();
      void stores.eventLog.trim().catch((error) => logger.warn({ err: error }, 'memory was not given back'));
    }, SETTLED_MS);
    ends.push(() => clearTimeout(settled));
    const stopScheduler = standsAt === null ? await lookAfter(config, stores, putInService, logger) : null;
    return {
      url,
      async stop() {
        // A connection whose last answer is still under way when the server begins to close would stay open until its
        // client lets go of it, a minute or more.
        const letGo = setInterval(() => server.server.closeIdleConnections(), 50);
        await server.close();
        clearInterval(letGo);
        await stopScheduler?.();
        await recorder.close();
        await stores.close();
      },
    };
  } catch (error) {
    close();
    await stores.close();
    throw error;
  }
}

/** So often it is asked whether another server has saved settings. */
const OTHERS_SETTINGS_MS = 5_000;

/** Once a page has been opened, start-up and its first answers are over. */
const SETTLED_MS = 5_000;

/**
 * Reading models and the first answers grow the heap by some 100 MB of garbage, which V8 keeps while the server has little
 * to do. It has no function to be asked for it but the one that this flag uncovers.
 */
function giveMemoryBack(): void {
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
}

/** @throws ConfigError naming the port where it is taken or reserved, else the host */
async function listen(server: Server, { host, port }: Config): Promise<string> {
  try {
    return await server.listen({ host, port });
  } catch (error) {
    const { code = '', message } = error as NodeJS.ErrnoException;
    const key = ['EADDRINUSE', 'EACCES'].includes(code) ? 'PORT' : 'HOST';
    throw new ConfigError(key, `${host}:${port} cannot be listened on: ${message}`);
  }
}

/** On a real clock the model in service is looked after; in a time machine nothing changes overnight. */
const lookAfter = (
  config: Config,
  { state, eventLog }: Stores,
  onChampion: (model: Model) => Promise<void>,
  logger: FastifyBaseLogger,
): Promise<() => Promise<void>> =>
  startScheduler({
    state,
    eventLog,
    cluster: config.clickhouse?.cluster ?? null,
    estimator: null,
    settings: config.models,
    precisionGoal: PRECISION_GOAL,
    seed: 1,
    clock: () => moment(Date.now()),
    onChampion,
    logger,
  });

/** The risks on the day the time machine stands on, so that the first new event tells only what it changes. */
async function shownAtFirst(
  cycle: CycleContext,
  standsAt: TimeMachineDay | null,
): Promise<ApiContext['lastProbabilities']> {
  if (standsAt === null) return new Map();
  const { presentation, at } = standsAt;
  const probabilities = (await probabilitiesAt(cycle, presentation, [at])).get(at);
  return new Map(probabilities === undefined ? [] : [[presentation.id, probabilities]]);
}

/** Runs `rekindle prepare` as a child, which ends with this process however that ends. */
async function prepareElsewhere(options: PrepareOptions): Promise<void> {
  const child = spawn(
    process.execPath,
    [
      join(import.meta.dirname, '../../main.ts'),
      'prepare',
      ...(options.asOf === undefined ? [] : ['--as-of', options.asOf]),
      ...(options.sample ? [] : ['--no-sample']),
    ],
    { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] },
  );
  const [code] = (await once(child, 'exit')) as [number | null];
  // It has said what went wrong.
  if (code !== 0) process.exit(code ?? 1);
}
