import { type Moment, toIso } from '../domain/moment.ts';
import type { PresentationId } from '../domain/presentation.ts';
import { bandOf } from '../domain/risk.ts';
import {
  beginRun,
  finishUnlessStale,
  probabilitiesOf,
  type RiskContext,
  storedProbabilitiesAt,
} from '../explain/score.ts';
import { findPresentation } from '../store/presentations.ts';
import type { RiskFeed } from './risk-feed.ts';

/** Keeps the risks on open pages up to date while events arrive. */
export interface LiveRisks {
  /**
   * Scores a presentation again, as of a moment, in the background, and publishes the changes as soon as the
   * probabilities are known.
   *
   * @param onFailure gets the error of a scoring that fails
   */
  rescore(
    context: RiskContext,
    presentation: PresentationId,
    asOf: Moment,
    onFailure: (error: unknown) => void,
  ): void;
  /** Waits for all running scorings: the stores must not close before they end. */
  settled(): Promise<void>;
}

/** @param shown the probabilities that open pages show at first, by presentation and learner */
export function createLiveRisks(
  feed: Pick<RiskFeed, 'publish'>,
  shown: ReadonlyMap<string, ReadonlyMap<string, number>>,
): LiveRisks {
  const published = new Map(shown);
  const underWay = new Set<Promise<void>>();

  async function scoreAndPublish(context: RiskContext, id: PresentationId, asOf: Moment): Promise<void> {
    const presentation = await findPresentation(context.state, id);
    if (presentation === null) return;
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
    const before = published.get(id) ?? new Map<string, number>();
    published.set(id, after);
    const left = [...before.keys()].filter((learner) => !after.has(learner));
    const changes = [...after]
      .filter(([learner, probability]) => before.get(learner) !== probability)
      .map(([learnerId, probability]) => ({ learnerId, probability, band: bandOf(probability, bands) }));
    if (changes.length + left.length > 0)
      feed.publish({ presentationId: id, asOf: toIso(asOf), changes, left });
  }

  return {
    rescore(context, presentation, asOf, onFailure) {
      const scoring = scoreAndPublish(context, presentation, asOf)
        .catch(onFailure)
        .finally(() => underWay.delete(scoring));
      underWay.add(scoring);
    },
    async settled() {
      await Promise.all(underWay);
    },
  };
}
