import type { Moment } from '../domain/moment.ts';
import type { Presentation } from '../domain/presentation.ts';
import { parseModelFile } from '../model/model-file.ts';
import { checkDrift, type DriftReport } from '../model/registry/drift-report.ts';
import type { RegistrySettings } from '../model/registry/registry-settings.ts';
import { serveStoreWork } from './asked-stores.ts';

/** What a drift thread works with: only plain values, so that they can be passed between threads. */
export interface DriftRequest {
  /** The text of the model's file. */
  readonly model: string;
  readonly presentations: readonly Presentation[];
  readonly settings: RegistrySettings;
  readonly seed: number;
  readonly now: Moment;
  readonly cluster: string | null;
}

/* Checks a model in a separate thread: scoring a season and resampling its learners takes seconds. */
serveStoreWork(
  ({ model, cluster: _, ...check }: DriftRequest, { eventLog, demographicsOf }): Promise<DriftReport> =>
    checkDrift({ ...check, eventLog, demographicsOf }, parseModelFile(model, 'the model')),
);
