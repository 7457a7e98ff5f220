import type { Moment } from '../../domain/moment.ts';
import { endOf, type Presentation, type PresentationId } from '../../domain/presentation.ts';
import type { EventLog } from '../../store/event-log.ts';
import { type Comparison, compareAnswers } from '../judge/comparison.ts';
import type { ScoredRow } from '../judge/evaluation.ts';
import { judgedRows, unseenPresentations } from '../judge/judged-rows.ts';
import { bySeason, latestSeasons } from '../learn/seasons.ts';
import { usablePresentations } from '../learn/usable-presentations.ts';
import type { Model } from '../model-file.ts';
import {
  auditFairness,
  type Demographics,
  type FairnessLimits,
  fairnessGate,
  type GroupFairness,
} from './fairness.ts';
import { judgePromotion, type Promotion } from './promotion.ts';

/** What judging a candidate needs: the standards it has to meet, and the data that decides. */
export interface Judging {
  /** The learners' demographics in presentations, by enrolment key. */
  readonly demographicsOf: (ids: readonly PresentationId[]) => Promise<Map<string, Demographics>>;
  readonly eventLog: EventLog;
  readonly presentations: readonly Presentation[];
  readonly fairness: FairnessLimits;
  readonly seed: number;
  readonly now: Moment;
}

export interface Judgement extends Promotion {
  /** The presentations that judged. */
  readonly judgedOn: readonly string[];
  readonly comparison: Comparison | null;
  readonly fairness: readonly GroupFairness[];
}

/**
 * Judges a candidate against the champion on the latest slice: the latest seasons (see latestSeasons) that are over and that
 * neither model has learnt from.
 *
 * @param champion null where there is none to beat
 * @throws InputError where there is no such presentation
 */
export async function judgeCandidate(
  judging: Judging,
  champion: Model | null,
  candidate: Model,
): Promise<Judgement> {
  const models = champion === null ? [candidate] : [champion, candidate];
  const over = judging.presentations.filter((one) => endOf(one) <= judging.now);
  const { usable, enrolmentsIn } = await usablePresentations(judging.eventLog, over);
  const unseen = unseenPresentations(models, usable, judging.now);
  const latest = latestSeasons(bySeason(unseen), usable, enrolmentsIn).flat();
  const { rows } = await judgedRows(judging.eventLog, models, latest, () => {});
  const ofCandidate = rows.at(-1) as readonly ScoredRow[];
  const options = { seed: judging.seed };
  const comparison =
    champion === null
      ? null
      : compareAnswers(
          { rows: rows[0], alertThreshold: champion.alertThreshold },
          { rows: ofCandidate, alertThreshold: candidate.alertThreshold },
          options,
        );
  const fairness = auditFairness(ofCandidate, await judging.demographicsOf(latest.map(({ id }) => id)), {
    ...options,
    alertThreshold: candidate.alertThreshold,
    minimumEnrolments: judging.fairness.minimumEnrolments,
  });
  return {
    ...judgePromotion(comparison, [fairnessGate(fairness, judging.fairness)]),
    judgedOn: latest.map(({ id }) => id),
    comparison,
    fairness,
  };
}
