import { DAY_MS, type Moment } from '../domain/moment.ts';
import type { Presentation } from '../domain/presentation.ts';
import { type Model, serialiseModelFile } from '../model/model-file.ts';
import { keepDriftReport, lastDriftReport } from '../model/registry/drift-history.ts';
import type { DriftReport } from '../model/registry/drift-report.ts';
import type { RegistrySettings } from '../model/registry/registry-settings.ts';
import type { DriftRequest } from './drift-thread.ts';
import { inStoreThread, type ThreadStores } from './store-thread.ts';

/** What a check needs. */
export interface ModelCheck extends ThreadStores {
  /** The cluster that the event log is spread over; null for a single store. */
  readonly cluster: string | null;
  readonly presentations: readonly Presentation[];
  readonly settings: RegistrySettings;
  readonly seed: number;
  readonly now: Moment;
}

/**
 * The drift report of a model at the check's moment: the last kept report if it is less than a day old, otherwise a new
 * one, computed in a separate thread. Nothing is kept, so that looking at a report changes no decision: a kept report
 * may withhold the risks (see brokenCalibration).
 */
export async function currentDriftReport(check: ModelCheck, model: Model): Promise<DriftReport> {
  const last = await lastDriftReport(check.state, model.id, check.now);
  if (last !== null && Date.parse(last.asOf) > check.now - DAY_MS) return last;
  return driftInThread(check, model);
}

/** Checks a model unless that was done within a day, and keeps the report: from then on decisions follow it. */
export async function checkModel(check: ModelCheck, model: Model): Promise<DriftReport> {
  const report = await currentDriftReport(check, model);
  await keepDriftReport(check.state, report);
  return report;
}

function driftInThread(
  { state, eventLog, cluster, presentations, settings, seed, now }: ModelCheck,
  model: Model,
): Promise<DriftReport> {
  const request: DriftRequest = {
    model: serialiseModelFile(model),
    presentations,
    settings,
    seed,
    now,
    cluster,
  };
  return inStoreThread(new URL('drift-thread.ts', import.meta.url), request, { state, eventLog });
}
