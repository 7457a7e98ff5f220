import { DAY_MS, type Moment, moment } from '../domain/moment.ts';
import { type Model, parseModelFile, serialiseModelFile } from '../model/model-file.ts';
import { decisionsMade } from '../model/registry/decisions-made.ts';
import type { DriftReport } from '../model/registry/drift-report.ts';
import { addModel, keepCandidate, promoteModel, type RegisteredModel } from '../model/registry/registry.ts';
import type { RegistrySettings } from '../model/registry/registry-settings.ts';
import { weightsIfLeftAlone } from '../model/registry/weights-if-left-alone.ts';
import type { EventLog } from '../store/event-log.ts';
import { allPresentations } from '../store/presentations.ts';
import type { State } from '../store/state.ts';
import { inStoreThread } from './store-thread.ts';
import type { TrainingOutcome, TrainingRequest } from './training-request.ts';

/** The author of promotions that the scheduler makes. */
export const SCHEDULER = 'scheduler';

/** Drift causes no second training within this many days of the last one: until then there is nothing new to learn. */
const PAUSE_DAYS = 7;

/**
 * Why the champion should be retrained; null where it need not be.
 *
 * @param lastTraining when the scheduler last trained; null for never
 */
export function whyRetrain(
  champion: Pick<Model, 'createdAt'>,
  report: DriftReport,
  lastTraining: Moment | null,
  settings: Pick<RegistrySettings, 'retrainAfterDays'>,
  now: Moment,
): string | null {
  const last = Math.max(lastTraining ?? 0, Date.parse(champion.createdAt));
  const days = (now - last) / DAY_MS;
  if (days >= settings.retrainAfterDays) return `The last training was ${Math.floor(days)} days ago.`;
  if (days < PAUSE_DAYS) return null;
  if (report.calibration?.broken) return report.calibration.broken;
  return report.population?.probabilities.level === 'alert' ? 'The risks have drifted.' : null;
}

export interface Retraining {
  readonly state: State;
  readonly eventLog: EventLog;
  readonly cluster: string | null;
  /** The name of an estimator; null for the target's own. */
  readonly estimator: string | null;
  readonly settings: RegistrySettings;
  readonly precisionGoal: number;
  readonly seed: number;
  readonly now: Moment;
}

/**
 * Trains and judges a candidate in a separate thread, and records the outcome.
 *
 * @param why the reason for retraining, for the record
 * @returns the new champion; null where the champion stays
 */
export async function retrain(
  retraining: Retraining,
  champion: RegisteredModel,
  why: string,
): Promise<Model | null> {
  const { state, now } = retraining;
  const request: TrainingRequest = {
    target: champion.model.target,
    estimator: retraining.estimator,
    presentations: await allPresentations(state),
    leftAlone: weightsIfLeftAlone(await decisionsMade(state)),
    precisionGoal: retraining.precisionGoal,
    seed: retraining.seed,
    now,
    champion: serialiseModelFile(champion.model),
    fairness: retraining.settings.fairness,
    cluster: retraining.cluster,
  };
  const outcome = await inStoreThread<TrainingOutcome>(
    new URL('training-thread.ts', import.meta.url),
    request,
    retraining,
  );
  const model = parseModelFile(outcome.candidate, 'the candidate');
  const decided = { by: SCHEDULER, at: now, reason: outcome.reason, gates: outcome.gates };
  if (model.id === champion.model.id) {
    await keepCandidate(state, model.id, { ...decided, reason: 'Retraining gave the same model.' });
    return null;
  }
  const reason = [why, ...outcome.leftOut.map((text) => `Left out: ${text}.`)].join(' ');
  await addModel(state, model, { ...decided, reason, gates: [] });
  await (outcome.promoted ? promoteModel(state, model.id, decided) : keepCandidate(state, model.id, decided));
  return outcome.promoted ? model : null;
}

/** When the scheduler last trained, according to what it recorded. */
export async function lastTraining(state: State): Promise<Moment | null> {
  const row = await state
    .selectFrom('model_decision')
    .select('decided_at')
    .where('decided_by', '=', SCHEDULER)
    .orderBy('decided_at', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row === undefined ? null : moment(row.decided_at.getTime());
}
