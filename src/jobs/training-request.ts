import type { Moment } from '../domain/moment.ts';
import type { Presentation } from '../domain/presentation.ts';
import type { FairnessLimits } from '../model/life/fairness.ts';
import type { GateVerdict } from '../model/life/promotion.ts';

/** What a training thread is told: plain values only, so that they can cross to another thread. */
export interface TrainingRequest {
  readonly target: string;
  /** The name of an estimator; that of the target where null. */
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

/** A question of the thread to the process that holds the stores. */
export interface StoreQuestion {
  readonly id: number;
  readonly ask: 'rows' | 'rowBinary' | 'demographicsOf';
  readonly args: readonly unknown[];
}

/** What a training thread sends: questions, and at last what came out. */
export type FromTraining =
  | { readonly question: StoreQuestion }
  | {
      readonly outcome: {
        /** The text of the candidate's file. */
        readonly candidate: string;
        readonly promoted: boolean;
        readonly reason: string;
        readonly gates: readonly GateVerdict[];
      };
    };

/** An answer, or why there is none. */
export interface StoreAnswer {
  readonly id: number;
  readonly value?: unknown;
  readonly problem?: string;
}
