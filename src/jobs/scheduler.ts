import type { FastifyBaseLogger } from 'fastify';
import { CompiledQuery } from 'kysely';
import { PgBoss } from 'pg-boss';
import { type Clock, endOfHour } from '../domain/moment.ts';
import type { Model } from '../model/model-file.ts';
import { championOf } from '../model/registry/registry.ts';
import { DROPOUT } from '../model/targets/dropout.ts';
import { allPresentations } from '../store/presentations.ts';
import type { State } from '../store/state.ts';
import { checkModel } from './check-model.ts';
import { lastTraining, type Retraining, retrain, whyRetrain } from './retrain.ts';

/** What the jobs need. */
export interface JobContext extends Omit<Retraining, 'now'> {
  readonly clock: Clock;
  /** Called with each champion that the scheduler has promoted. */
  readonly onChampion: (model: Model) => Promise<void>;
  readonly logger: FastifyBaseLogger;
}

/** Once a night, when few people use the site; the hour is UTC. */
const NIGHTLY = '0 3 * * *';
const CHECK = 'check_model';

/**
 * Maintains the model in service: it checks drift and calibration every night, and retrains where the check or the
 * model's age requires it. However many processes serve, one at a time does it: the job is a row that one of them
 * takes.
 *
 * @returns a function that stops the scheduler; it waits for a running check but not for a training
 */
export async function startScheduler(context: JobContext): Promise<() => Promise<void>> {
  const boss = new PgBoss({ db: { executeSql: executeSqlOn(context.state) } });
  boss.on('error', (error) => context.logger.error({ err: error }, 'the scheduler failed'));
  await boss.start();
  await boss.createQueue(CHECK, { policy: 'singleton', retryLimit: 2, expireInSeconds: 4 * 3600 });
  await boss.schedule(CHECK, NIGHTLY);
  await boss.work(CHECK, { pollingIntervalSeconds: 60 }, () => maintainChampion(context));
  return () => boss.stop({ graceful: false });
}

/** Checks the champion, and retrains it where that is due. */
async function maintainChampion(context: JobContext): Promise<void> {
  const { state, logger, settings } = context;
  const now = endOfHour(context.clock());
  const champion = await championOf(state, DROPOUT);
  if (champion === null) return;
  const presentations = await allPresentations(state);
  const report = await checkModel({ ...context, presentations, now }, champion.model);
  for (const alert of report.alerts) logger.warn({ model: champion.model.id }, alert);
  const why = whyRetrain(champion.model, report, await lastTraining(state), settings, now);
  if (why === null) return;
  logger.info({ why }, 'training anew');
  const promoted = await retrain({ ...context, now }, champion, why);
  if (promoted !== null) await context.onChampion(promoted);
  logger.info({ promoted: promoted?.id ?? null }, 'trained');
}

/** Lets pg-boss run its SQL through the state's own connection, so that it also works on Postgres in process. */
const executeSqlOn = (state: State) => (text: string, values?: unknown[]) =>
  state.executeQuery<Record<string, unknown>>(CompiledQuery.raw(text, values ?? []));
