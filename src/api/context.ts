import type { SettingsInService } from '../cycle/settings-in-service.ts';
import { cycleMomentOn } from '../domain/cycle-moment.ts';
import { type Clock, endOfHour, type Moment, moment, parseDate } from '../domain/moment.ts';
import { type Presentation, presentationId } from '../domain/presentation.ts';
import { NotFoundError } from '../errors.ts';
import type { InsightService } from '../insight/insight-service.ts';
import type { LiveRisks } from '../live/live-risks.ts';
import type { RiskFeed } from '../live/risk-feed.ts';
import type { ContentScorer } from '../model/content/content-scorer.ts';
import type { RegistrySettings } from '../model/registry/registry-settings.ts';
import type { Service } from '../read/service.ts';
import type { EventLog } from '../store/event-log.ts';
import { findPresentation } from '../store/presentations.ts';
import type { State } from '../store/state.ts';

/** What the resources answer from; each route names the parts that it uses. */
export interface ApiContext {
  readonly state: State;
  readonly eventLog: EventLog;
  /** The cluster that the event log is spread over; null for a single store. */
  readonly cluster: string | null;
  readonly clock: Clock;
  /** Set where the clock stands still on a day of this presentation. */
  readonly timeMachine: { readonly presentationId: string } | null;
  /** The model, the thresholds and the texts in service, with the views computed by them. A request takes them once. */
  readonly inService: () => Service;
  /** Which thresholds and texts count, and how they are changed. */
  readonly settings: SettingsInService;
  /** When a model counts as drifted, broken or unfair. */
  readonly registry: RegistrySettings;
  /** Ranks content for a learner. */
  readonly content: ContentScorer;
  /** Reads profiles that come with a snapshot of the peers, and records what was decided. */
  readonly insight: InsightService;
  readonly live: LiveRisks;
  readonly feed: RiskFeed;
  /** Registers what ends with the server, such as open streams. */
  readonly onClose: (end: () => void) => void;
}

/** What a route needs to answer about a presentation as of a moment. */
export type AsOf = Pick<ApiContext, 'state' | 'clock' | 'timeMachine' | 'inService'>;

/**
 * The moment that a request asks about. A date means the hour of that day's cycle, on the clocks of the presentation
 * that is asked about (UTC for none). The default is now.
 */
export function askedMoment(
  context: Pick<ApiContext, 'clock' | 'timeMachine'>,
  asOf: string | undefined,
  presentation: Presentation | null,
): Moment {
  if (asOf === undefined) return presentMoment(context);
  const date = parseDate(asOf);
  return date === null ? moment(Date.parse(asOf)) : cycleMomentOn(presentation, date);
}

/**
 * Now: the day the time machine stands on, or the end of the present hour, so that what happened a minute ago counts and
 * all requests of an hour share one scoring.
 */
export const presentMoment = ({ clock, timeMachine }: Pick<ApiContext, 'clock' | 'timeMachine'>): Moment =>
  timeMachine === null ? endOfHour(clock()) : clock();

/** @throws NotFoundError where there is no such presentation */
export async function askedPresentation(
  { state }: Pick<ApiContext, 'state'>,
  id: string,
): Promise<Presentation> {
  const found = await findPresentation(state, presentationId(id));
  if (found === null) throw new NotFoundError(`There is no presentation ${id}.`);
  return found;
}
