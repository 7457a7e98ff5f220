import type { Moment } from '../domain/moment.ts';
import type { Presentation } from '../domain/presentation.ts';
import type { FairnessLimits } from '../model/registry/fairness.ts';
import type { GateVerdict } from '../model/registry/promotion.ts';

/** What a training thread works with: only plain values, so that they can be passed between threads. */
export interface TrainingRequest {
  readonly target: string;
  /** The name of an estimator; null for the target's own. */
  readonly estimator: string | null;
  readonly presentations: readonly Presentation[];
  readonly leftAlone: ReadonlyMap<string, number>;
  readonly precisionGoal: number;
  readonly seed: number;
  readonly now: Moment;
  /** The text of the champion's file. */
  readonly champion: string;
  readonly fairness: FairnessLimits;
  readonly cluster: string | null;
}

/** The outcome of a training. */
export interface TrainingOutcome {
  /** The text of the candidate's file. */
  readonly candidate: string;
  /** The presentations that could not be used, each with the reason. */
  readonly leftOut: readonly string[];
  readonly promoted: boolean;
  readonly reason: string;
  readonly gates: readonly GateVerdict[];
}
