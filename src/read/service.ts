import type { CycleContext } from '../cycle/cycle.ts';
import type { ViewCache } from './view-cache.ts';

/** The model, the thresholds and the texts in service, with the views that were computed by them. */
export interface Service extends CycleContext {
  readonly views: ViewCache;
}
