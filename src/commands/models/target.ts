import type { Config } from '../../config.ts';
import type { JudgedRows } from '../../model/judge/row-evaluation.ts';
import type { FeatureMatrix } from '../../model/matrix.ts';
import type { Model } from '../../model/model-file.ts';
import type { Progress } from '../progress.ts';

/** What the commands do for one target. */
export interface Target {
  /** Learns from data and writes the model file. */
  readonly train: (config: Config, options: TrainOptions) => Promise<void>;
  /** Says how good a model file is on data it has not seen. */
  readonly evaluate: (options: EvaluateOptions) => Promise<void>;
  /** The rows that judge models of this target; null where presentations that are over judge them. */
  readonly unseenRows: ((asked: AskedRows) => Promise<UnseenRows>) | null;
  /** Whether training can write reports that compare all estimators. */
  readonly writesReports: boolean;
}

export interface TrainOptions {
  data?: string;
  /** Where the model goes. */
  out: string;
  estimator?: string;
  split?: string;
  /** Folder; none are written where absent. */
  reports?: string;
  until?: string;
  precision: string;
  seed: string;
  json?: boolean;
}

export interface EvaluateOptions {
  model: string;
  data?: string;
  seed: string;
  adjustPrior?: boolean;
  json?: boolean;
}

/** For whom rows are sought, and where. */
export interface AskedRows {
  /** Of one target. */
  readonly models: readonly Model[];
  /** Of the data; of the stores where absent. */
  readonly path: string | undefined;
  readonly seed: number;
  readonly config: Config;
  readonly progress: Progress;
}

/** Rows that stand alone and that some models have not seen, with what each of them says. */
export interface UnseenRows {
  /** What judges, in words of the model file. */
  readonly parts: readonly string[];
  readonly matrix: FeatureMatrix;
  /** One a model, in their order; labels and groups are the same in all. */
  readonly judged: readonly JudgedRows[];
}
