import type { Config } from '../../config.ts';
import type { JudgedRows } from '../../model/judge/row-evaluation.ts';
import type { FeatureMatrix } from '../../model/matrix.ts';
import type { Model } from '../../model/model-file.ts';
import type { Progress } from '../progress.ts';

/** The commands for one target. */
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
  /** The path of the model file to write. */
  out: string;
  /** Where to write the model that was judged; not written where absent. */
  judged?: string;
  estimator?: string;
  split?: string;
  /** The folder for reports; none are written where absent. */
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

/** The models that need rows, and where the data is. */
export interface AskedRows {
  /** Models of one target. */
  readonly models: readonly Model[];
  /** The path of the data; where absent, the stores hold the data. */
  readonly path: string | undefined;
  readonly seed: number;
  readonly config: Config;
  readonly progress: Progress;
}

/** Independent rows that the models have not seen, with the answers of each model. */
export interface UnseenRows {
  /** The parts of the data that judge, named as in a model file. */
  readonly parts: readonly string[];
  readonly matrix: FeatureMatrix;
  /** One entry for each model, in order; labels and groups are the same in all. */
  readonly judged: readonly JudgedRows[];
}
