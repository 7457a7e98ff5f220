import type { FastifyBaseLogger } from 'fastify';
import pino from 'pino';
import type { ApiContext } from '../../api/context.ts';
import type { Server } from '../../api/http.ts';
import { createServer } from '../../api/server.ts';
import type { Config } from '../../config.ts';
import { type CycleContext, withSettings } from '../../cycle/cycle.ts';
import { moment } from '../../domain/moment.ts';
import { ConfigError } from '../../errors.ts';
import { probabilitiesAt } from '../../explain/score.ts';
import { COLUMNS } from '../../features/indicators.ts';
import { insightService } from '../../insight/insight-service.ts';
import { loadNudgeModels } from '../../insight/models.ts';
import { createRecorder, type Recorder } from '../../insight/record.ts';
import { startScheduler } from '../../jobs/scheduler.ts';
import { createInService, type InService } from '../../live/in-service.ts';
import { createLiveRisks } from '../../live/live-risks.ts';
import { createRiskFeed } from '../../live/risk-feed.ts';
import { createContentScorer } from '../../model/content/content-scorer.ts';
import type { Model } from '../../model/model-file.ts';
import { scorerOf } from '../../model/score.ts';
import { createViewCache } from '../../read/view-cache.ts';
import {
  cycleContext,
  loadContentModel,
  loadModel,
  openStores,
  type Stores,
  servedModel,
  settingsInService,
} from '../../runtime.ts';
import { openProgress } from '../progress.ts';
import { giveMemoryBack } from './memory.ts';
import { type PrepareOptions, prepareStores, realClockNote, type TimeMachineDay } from './prepare.ts';

/** The share of the alerts that should be right; the default goal of `rekindle train`. */
const PRECISION_GOAL = 0.85;

/** How many views are cached; one takes up to a megabyte. */
const CACHED_VIEWS = 200;

/** How often the server checks whether another server on the same store has saved settings. */
const OTHERS_SETTINGS_MS = 5_000;

/** Once a page has been opened, start-up and its first answers are over. */
const SETTLED_MS = 5_000;

/** A server that listens. */
export interface RunningServer {
  readonly url: string;
  /** Answers all pending requests, then closes the stores: nothing is lost. */
  stop(): Promise<void>;
}

/**
 * Opens the stores, fills an empty one with the sample, sets the clock and listens.
 *
 * @throws ConfigError, InputError or StoreError where a setting, a file or a store is not usable
 */
export async function startServer(config: Config, options: PrepareOptions): Promise<RunningServer> {
  const logger = pino({ level: config.logLevel }, pino.destination({ dest: 2, sync: false }));
  const models = readModels(config, logger);
  const stores = await openStores(config, 'start');
  try {
    return await serve(config, options, stores, models, logger);
  } catch (error) {
    await stores.close();
    throw error;
  }
}

type ModelFiles = ReturnType<typeof readModels>;

/** Read before the stores are opened, so that a damaged file is reported at once. */
const readModels = (config: Config, logger: FastifyBaseLogger) => ({
  offered: loadModel(config),
  content: loadContentModel(config),
  nudges: loadNudgeModels(config.nudgeModelsDir, (message) => logger.warn(message)),
});

async function serve(
  config: Config,
  options: PrepareOptions,
  stores: Stores,
  models: ModelFiles,
  logger: FastifyBaseLogger,
): Promise<RunningServer> {
  const warn = (message: string) => logger.warn(message);
  const model = await servedModel(config, stores, models.offered, moment(Date.now()));
  const settings = await settingsInService(config, stores, warn);
  const cycle = cycleContext(config, stores, model, models.nudges);
  const day = await prepared(config, stores, withSettings(cycle, settings.current().settings), options);
  // A cycle in a time machine plays the past again.
  const inService = createInService({ ...cycle, replaying: day !== null }, settings, () =>
    createViewCache(CACHED_VIEWS),
  );
  const recorder = createRecorder(stores.eventLog, warn);
  const ends: (() => void)[] = [];
  const feed = createRiskFeed();
  const context: ApiContext = {
    state: stores.state,
    eventLog: stores.eventLog,
    cluster: config.clickhouse?.cluster ?? null,
    clock: day === null ? () => moment(Date.now()) : () => day.at,
    timeMachine: day === null ? null : { presentationId: day.presentation.id },
    inService: () => inService.current(),
    settings,
    registry: config.models,
    content: createContentScorer(models.content, stores.eventLog),
    // A snapshot describes today, even while the clock of the time machine stands still.
    insight: insightService(config.insight.timeZone, recorder, () => moment(Date.now())),
    live: createLiveRisks(feed, await shownAtFirst(inService.current(), day), () => performance.now()),
    feed,
    onClose: (end) => ends.push(end),
  };
  const server = await createServer(context, logger);
  server.addHook('preClose', async () => {
    for (const end of ends) end();
  });
  const url = await listen(server, config);
  stores.lock?.announce(url);
  ends.push(...upkeep(config, stores, settings, logger));
  const stopScheduler = day === null ? await lookAfter(config, stores, inService, logger) : null;
  return { url, stop: () => stopServer(server, stopScheduler, recorder, stores) };
}

/** Fills an empty store and sets the clock, with progress on standard error, and there says what may surprise. */
async function prepared(
  config: Config,
  stores: Stores,
  cycle: CycleContext,
  options: PrepareOptions,
): Promise<TimeMachineDay | null> {
  const { progress, close } = openProgress(process.stderr, Date.now);
  try {
    const day = await prepareStores(config, stores, cycle, options, progress);
    const note =
      day === null && options.asOf === undefined ? await realClockNote(stores, moment(Date.now())) : null;
    if (note !== null) process.stderr.write(`${note}\n`);
    return day;
  } finally {
    close();
  }
}

/** The risks on the day of the time machine, so that the first new event publishes only its own changes. */
async function shownAtFirst(
  cycle: CycleContext,
  day: TimeMachineDay | null,
): Promise<ReadonlyMap<string, ReadonlyMap<string, number>>> {
  if (day === null) return new Map();
  const { presentation, at } = day;
  const probabilities = (await probabilitiesAt(cycle, presentation, [at])).get(at);
  return new Map(probabilities === undefined ? [] : [[presentation.id, probabilities]]);
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

/** Starts the background work of the server. Returns functions that end it. */
function upkeep(
  config: Config,
  { eventLog }: Stores,
  settings: ApiContext['settings'],
  logger: FastifyBaseLogger,
): (() => void)[] {
  const settled = setTimeout(() => {
    giveMemoryBack();
    void eventLog.trim().catch((error) => logger.warn({ err: error }, 'memory was not given back'));
  }, SETTLED_MS);
  const ends = [() => clearTimeout(settled)];
  // Other servers on the same store may save thresholds and texts.
  if (config.databaseUrl !== null) {
    const say = (error: unknown) => logger.warn({ err: error }, 'saved settings cannot be read');
    const watch = setInterval(() => void settings.refresh().catch(say), OTHERS_SETTINGS_MS);
    ends.push(() => clearInterval(watch));
  }
  return ends;
}

/** Checks and retrains the model in service, on a real clock only: in a time machine nothing changes overnight. */
const lookAfter = (
  config: Config,
  { state, eventLog }: Stores,
  inService: InService,
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
    onChampion: async (model: Model) => inService.replaceModel(scorerOf(model, COLUMNS)),
    logger,
  });

async function stopServer(
  server: Server,
  stopScheduler: (() => Promise<void>) | null,
  recorder: Recorder,
  stores: Stores,
): Promise<void> {
  // A connection whose last answer is still being sent when the server begins to close would stay open until its client
  // closes it, for a minute or more.
  const letGo = setInterval(() => server.server.closeIdleConnections(), 50);
  await server.close();
  clearInterval(letGo);
  await stopScheduler?.();
  await recorder.close();
  await stores.close();
}
