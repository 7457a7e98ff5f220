import { InputError } from '../../errors.ts';
import { blendOf } from './blend.ts';
import type { Estimator } from './estimator.ts';
import { gradientBoosting } from './gradient-boosting.ts';
import { logisticRegression } from './logistic-regression.ts';
import { neuralNetwork } from './neural-network.ts';
import { randomForest } from './random-forest.ts';

/** The estimators that are not blends and may be members of one. */
const SINGLE = {
  logistic_regression: logisticRegression,
  gradient_boosting: gradientBoosting,
  random_forest: randomForest,
  neural_network: neuralNetwork,
} as const;

/** All estimators by name. test/contracts/estimators.slow.test.ts checks each of them. */
export const ESTIMATORS = { ...SINGLE, blend: blendOf(SINGLE) } as const;

export type EstimatorName = keyof typeof ESTIMATORS;

/** @throws InputError where no estimator has that name; the message lists the names */
export function estimatorNamed(name: string): Estimator<unknown> {
  if (!Object.hasOwn(ESTIMATORS, name))
    throw new InputError(`There is no estimator ${name}; there are ${Object.keys(ESTIMATORS).join(', ')}.`);
  return ESTIMATORS[name as EstimatorName] as Estimator<unknown>;
}
