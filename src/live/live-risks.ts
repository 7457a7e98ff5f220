import { setTimeout as pause } from 'node:timers/promises';
import { type Moment, toIso } from '../domain/moment.ts';
import { endOf, type PresentationId } from '../domain/presentation.ts';
import { bandOf } from '../domain/risk.ts';
import {
  beginRun,
  finishUnlessStale,
  probabilitiesOf,
  type RiskContext,
  storedProbabilitiesAt,
} from '../explain/score.ts';
import { findPresentation } from '../store/presentations.ts';
import type { RiskChanged, RiskFeed } from './risk-feed.ts';

/** Keeps the risks on open pages up to date while events arrive. */
export interface LiveRisks {
  /**
   * Scores a presentation that open pages watch again, as of a moment, in the background, and publishes the changes as
   * soon as the probabilities are known. What is asked while another scoring runs or rests is merged into one.
   *
   * @param onFailure gets the error of a scoring that fails
   */
  rescore(
    context: RiskContext,
    presentation: PresentationId,
    asOf: Moment,
    onFailure: (error: unknown) => void,
  ): void;
  /** Ends the rest and waits for the running scoring: the stores must not close before it ends. */
  settled(): Promise<void>;
}

/** After a scoring the processor is left to others for so many times as long as it took: a fifth of the time at most. */
const REST = 4;

interface Asked {
  readonly context: RiskContext;
  readonly asOf: Moment;
  readonly onFailure: (error: unknown) => void;
}

/**
 * @param shown the probabilities that open pages show at first, by presentation and learner
 * @param elapsedMs a clock for durations
 */
export function createLiveRisks(
  feed: Pick<RiskFeed, 'publish' | 'isWatched'>,
  shown: ReadonlyMap<string, ReadonlyMap<string, number>>,
  elapsedMs: () => number,
): LiveRisks {
  const published = new Map(shown);
  const asked = new Map<PresentationId, Asked>();
  const closing = new AbortController();
  let working: Promise<void> | null = null;

  /** One presentation after the other, those first that have waited longest. */
  async function work(): Promise<void> {
    for (let [next] = asked; next !== undefined; [next] = asked) {
      const [id, { context, asOf, onFailure }] = next;
      asked.delete(id);
      const start = elapsedMs();
      await scoreAndPublish(context, id, asOf).catch(onFailure);
      await rest((elapsedMs() - start) * REST, closing.signal);
    }
    working = null;
  }

  async function scoreAndPublish(context: RiskContext, id: PresentationId, asOf: Moment): Promise<void> {
    const presentation = await findPresentation(context.state, id);
    if (presentation === null || asOf >= endOf(presentation)) return;
    await context.inTurn(id, async () => {
      // An earlier request may have started the same scoring.
      const stored = await storedProbabilitiesAt(context, presentation, asOf);
      if (stored !== null) return publish(context, id, asOf, stored);
      const begun = await beginRun(context, presentation, [asOf]);
      publish(context, id, asOf, probabilitiesOf(begun, asOf));
      await finishUnlessStale(context, begun);
    });
  }

  function publish(
    { bands }: RiskContext,
    id: PresentationId,
    asOf: Moment,
    after: ReadonlyMap<string, number>,
  ): void {
    const { changes, left } = differences(published.get(id) ?? new Map(), after, bands);
    published.set(id, after);
    if (changes.length + left.length > 0)
      feed.publish({ presentationId: id, asOf: toIso(asOf), changes, left });
  }

  return {
    rescore(context, presentation, asOf, onFailure) {
      if (closing.signal.aborted || !feed.isWatched(presentation)) return;
      asked.set(presentation, { context, asOf, onFailure });
      working ??= work();
    },
    async settled() {
      closing.abort();
      asked.clear();
      await working;
    },
  };
}

/** Waits, without keeping the process, at most until the signal comes. */
const rest = (ms: number, signal: AbortSignal): Promise<void> =>
  pause(ms, undefined, { signal, ref: false }).catch(() => {});

/** What differs between the probabilities that pages have received and the new ones. */
function differences(
  before: ReadonlyMap<string, number>,
  after: ReadonlyMap<string, number>,
  bands: RiskContext['bands'],
): Pick<RiskChanged, 'changes' | 'left'> {
  const changed = [...after].filter(([learner, probability]) => before.get(learner) !== probability);
  return {
    changes: changed.map(([learnerId, probability]) => ({
      learnerId,
      probability,
      band: bandOf(probability, bands),
    })),
    left: [...before.keys()].filter((learner) => !after.has(learner)),
  };
}
