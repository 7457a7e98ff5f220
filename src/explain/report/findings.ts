import type { Presentation } from '../../domain/presentation.ts';
import { type EnrolmentEvaluation, evaluate, type ScoredRow } from '../../model/judge/evaluation.ts';
import { type FeatureMatrix, selectColumns, selectRows } from '../../model/matrix.ts';
import type { Model } from '../../model/model-file.ts';
import { auditFairness, type Demographics, type GroupFairness } from '../../model/registry/fairness.ts';
import { scorerOf } from '../../model/score.ts';
import type { History } from '../../model/training-history.ts';
import { evenRows } from '../../stats/thinned.ts';
import { type Importance, permutationImportance } from '../permutation-importance.ts';
import { type ContributionSummary, shapSummary } from '../shap-summary.ts';

/** A model and the rows that judge it, from which a card is made. */
export interface JudgedModel {
  readonly model: Model;
  /** All known presentations, for their dates. */
  readonly presentations: readonly Presentation[];
  readonly judgedOn: History;
  /** All rows that judge the model. */
  readonly rows: readonly ScoredRow[];
  /** Some of these rows with their indicators, to explain the model. */
  readonly sample: ExplainedSample;
  /** The demographics of the learners, by enrolment key, as far as they are known; for the audit only. */
  readonly demographics: ReadonlyMap<string, Demographics>;
  /** Smaller groups are shown in the audit and not judged. */
  readonly minimumEnrolments: number;
  readonly seed: number;
}

export interface ExplainedSample {
  readonly matrix: FeatureMatrix;
  readonly labels: Uint8Array;
  /** The learner of each row. */
  readonly learners: readonly string[];
  /** The presentation and day of each row; rows are compared only within them. */
  readonly strata: readonly string[];
}

/** Everything that a card shows. The sample has only the columns that the model reads. */
export interface Findings extends JudgedModel {
  readonly evaluation: EnrolmentEvaluation;
  readonly importances: readonly Importance[];
  readonly contributions: readonly ContributionSummary[];
  /** Empty where no groups are known. */
  readonly fairness: readonly GroupFairness[];
}

const REPEATS = 5;
/** How many points a swarm has; more would hide each other. */
const SWARM_ROWS = 400;

/** Computes everything that the card shows. The same seed gives the same findings. */
export function findingsOf(judged: JudgedModel): Findings {
  const { model, rows, demographics, minimumEnrolments, seed } = judged;
  const sample = { ...judged.sample, matrix: selectColumns(judged.sample.matrix, model.indicators) };
  const { alertThreshold } = model;
  const scorer = scorerOf(model, sample.matrix.columns);
  const swarm = evenRows(sample.matrix.rows, SWARM_ROWS);
  return {
    ...judged,
    sample,
    evaluation: evaluate(rows, { alertThreshold, seed }),
    fairness: auditFairness(rows, demographics, { alertThreshold, minimumEnrolments, seed }),
    importances: permutationImportance(scorer, sample.matrix, sample.labels, {
      strata: sample.strata,
      groups: sample.learners,
      repeats: REPEATS,
      seed,
    }),
    contributions: shapSummary(
      scorer,
      selectRows(sample.matrix, swarm),
      swarm.map((row) => sample.learners[row]),
      seed,
    ),
  };
}
