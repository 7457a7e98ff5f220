import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { LRUCache } from 'lru-cache';
import type { Config } from './config.ts';
import { type CycleContext, withSettings } from './cycle/cycle.ts';
import { openSettings, type SettingsInService } from './cycle/settings-in-service.ts';
import type { Moment } from './domain/moment.ts';
import { ConfigError, InputError } from './errors.ts';
import { COLUMNS } from './features/indicators.ts';
import { loadNudgeModels } from './insight/models.ts';
import { judgedByEnrolments, type Model, parseModelFile } from './model/model-file.ts';
import { modelInService } from './model/registry/model-in-service.ts';
import { scorerOf } from './model/score.ts';
import { ENGAGEMENT } from './model/targets/engagement.ts';
import { type EventLog, openEmbeddedEventLog, openServerEventLog } from './store/event-log.ts';
import { type FolderLock, lockFolder } from './store/folder-lock.ts';
import { createKeyQueue } from './store/key-queue.ts';
import { migrate } from './store/migrate.ts';
import { openEmbeddedState, openServerState, type State } from './store/state.ts';

/** The stores, opened and up to date. */
export interface Stores {
  readonly state: State;
  readonly eventLog: EventLog;
  /** Held while an embedded store is open; null where both stores are servers. */
  readonly lock: FolderLock | null;
  readonly migrated: { readonly state: string[]; readonly eventLog: string[] };
  close(): Promise<void>;
}

/**
 * Opens both stores as the configuration says and migrates them.
 *
 * @param command the command that holds the folder, for the message to other processes
 * @throws StoreError where a store cannot be reached or its folder belongs to another process
 */
export async function openStores(config: Config, command: string): Promise<Stores> {
  await using opened = new AsyncDisposableStack();
  const embedded = config.databaseUrl === null || config.clickhouse === null;
  const lock = embedded ? opened.adopt(lockFolder(config.dataDir, command), (one) => one.release()) : null;
  const eventLog = opened.adopt(
    config.clickhouse === null
      ? await openEmbeddedEventLog(join(config.dataDir, 'events'))
      : await openServerEventLog(config.clickhouse),
    (one) => one.close(),
  );
  const state = opened.adopt(
    config.databaseUrl === null
      ? await openEmbeddedState(join(config.dataDir, 'state'))
      : await openServerState(config.databaseUrl),
    (one) => one.destroy(),
  );
  const migrated = await migrate(state, eventLog, config.clickhouse?.cluster ?? null);
  const kept = opened.move();
  return { state, eventLog, lock, migrated, close: () => kept.disposeAsync() };
}

/**
 * The model file of the configuration, which may become the champion (see servedModel).
 *
 * @throws ConfigError where the file is missing, damaged, foreign, or of a target that has no enrolments
 */
export const loadModel = ({ modelPath }: Config): Model =>
  modelNamedBy('MODEL_PATH', modelPath, 'dropout', judgedByEnrolments);

/**
 * The model that ranks content.
 *
 * @throws ConfigError where the file is missing, damaged, foreign, or of another target
 */
export const loadContentModel = ({ engagementModelPath }: Config): Model =>
  modelNamedBy('ENGAGEMENT_MODEL_PATH', engagementModelPath, ENGAGEMENT, ({ id, target }) => {
    if (target !== ENGAGEMENT) throw new InputError(`Model ${id} is of ${target}, not of ${ENGAGEMENT}.`);
  });

/** @param check throws an InputError where the model is not fit for its use */
function modelNamedBy(key: string, path: string, target: string, check: (model: Model) => void): Model {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    throw new ConfigError(
      key,
      `must be a model file; ${path} cannot be read (${(error as Error).message}). Train one: rekindle train ${target} --out ${path}`,
    );
  }
  try {
    const model = parseModelFile(text, path);
    check(model);
    return model;
  } catch (error) {
    if (error instanceof InputError) throw new ConfigError(key, error.message);
    throw error;
  }
}

/** The model that scores: the registry's champion. The configuration's model file may become the champion. */
export const servedModel = (config: Config, stores: Stores, offered: Model, now: Moment): Promise<Model> =>
  modelInService(stores.state, offered, config.modelOrigin, now);

/** The thresholds and texts in service: the latest saved version, else those of the configuration file. */
export const settingsInService = (
  config: Config,
  { state }: Stores,
  warn: (message: string) => void = (message) => process.stderr.write(`${message}\n`),
): Promise<SettingsInService> => openSettings(state, config.settingsDocument, warn);

/** Each table holds a presentation at a moment or two: one to four megabytes for two thousand learners. */
const CACHED_TABLES = 8;

/** Everything a cycle needs: the stores, the models and the settings of the configuration file. */
export const cycleContext = (
  config: Config,
  stores: Stores,
  model: Model,
  nudgeModels = loadNudgeModels(config.nudgeModelsDir, (message) => process.stderr.write(`${message}\n`)),
): CycleContext => ({
  state: stores.state,
  eventLog: stores.eventLog,
  scorer: scorerOf(model, COLUMNS),
  bands: config.bands,
  reasonLimit: config.reasons,
  newRunId: randomUUID,
  inTurn: createKeyQueue(),
  tables: new LRUCache({ max: CACHED_TABLES }),
  settings: config,
  nudgeEngine: { settings: config.insight, models: nudgeModels },
  replaying: false,
});

/** The same with the thresholds and texts in service, for commands that run one cycle or one replay. */
export async function cycleContextInService(
  config: Config,
  stores: Stores,
  model: Model,
): Promise<CycleContext> {
  const settings = await settingsInService(config, stores);
  return withSettings(cycleContext(config, stores, model), settings.current().settings);
}
