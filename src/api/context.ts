import type { CycleContext } from '../cycle/cycle.ts';
import { CYCLE_HOUR_UTC } from '../cycle/replay.ts';
import type { TuningInService } from '../cycle/settings-in-service.ts';
import { type Clock, endOfHour, type Moment, moment } from '../domain/moment.ts';
import { type Presentation, presentationId } from '../domain/presentation.ts';
import { NotFoundError } from '../errors.ts';
import type { InsightService } from '../insight/insight-service.ts';
import type { RiskFeed } from '../live/risk-feed.ts';
import type { ContentScorer } from '../model/content/content-scorer.ts';
import type { RegistrySettings } from '../model/registry/registry-settings.ts';
import type { Memory } from '../read/view-cache.ts';
import { findPresentation } from '../store/presentations.ts';

/** What the resources answer from. */
export interface ApiContext extends CycleContext {
  readonly clock: Clock;
  /** The cluster that the event log is spread over; null for a single store. */
  readonly cluster: string | null;
  /** When a model counts as drifted, broken or unfair. */
  readonly life: RegistrySettings;
  /** Set where the clock stands still on a day of this presentation. */
  readonly timeMachine: { readonly presentationId: string } | null;
  readonly memory: Memory;
  /** Ranks content for a learner. */
  readonly content: ContentScorer;
  /** Nudges for profiles that come with a snapshot of the peers. */
  readonly insight: InsightService;
  /** The thresholds and texts in service, and how they are changed. */
  readonly tuning: TuningInService;
  readonly feed: RiskFeed;
  /** The probabilities that open pages have seen last, by presentation, to tell what changed. */
  readonly lastProbabilities: Map<string, ReadonlyMap<string, number>>;
  /** Registers what ends with the server, such as open streams. */
  readonly onClose: (end: () => void) => void;
}

const HOUR_MS = 3_600_000;

/**
 * The moment of which a request asks. A date means the hour of the day's cycle. By default it is now: the day the time
 * machine stands on, or the end of the present hour, so that what happened a minute ago counts and all requests of an
 * hour share one scoring.
 */
export function askedMoment(context: ApiContext, asOf: string | undefined): Moment {
  if (asOf === undefined) return context.timeMachine === null ? endOfHour(context.clock()) : context.clock();
  if (asOf.length === 10) return moment(Date.parse(`${asOf}T00:00:00Z`) + CYCLE_HOUR_UTC * HOUR_MS);
  return moment(Date.parse(asOf));
}

/** @throws NotFoundError where there is no such presentation */
export async function askedPresentation(context: ApiContext, id: string): Promise<Presentation> {
  const found = await findPresentation(context.state, presentationId(id));
  if (found === null) throw new NotFoundError(`There is no presentation ${id}.`);
  return found;
}
