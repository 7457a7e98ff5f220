import { InputError } from '../../errors.ts';
import { blendOf } from './blend.ts';
import type { Estimator } from './estimator.ts';
import { gradientBoosting } from './gradient-boosting.ts';
import { logisticRegression } from './logistic-regression.ts';
import { neuralNetwork } from './neural-network.ts';
import { randomForest } from './random-forest.ts';

/** Those that stand on their own, and may be members of a blend. */
const SINGLE = {
  logistic_regression: logisticRegression,
  gradient_boosting: gradientBoosting,
  random_forest: randomForest,
  neural_network: neuralNetwork,
} as const;

/** Every estimator there is, by name. One listed here is held to test/contracts/estimators.slow.test.ts. */
export const ESTIMATORS = { ...SINGLE, blend: blendOf(SINGLE) } as const;

export type EstimatorName = keyof typeof ESTIMATORS;

/** @throws InputError where there is none of that name, listing those there are */
export function estimatorNamed(name: string): Estimator<unknown> {
  if (!Object.hasOwn(ESTIMATORS, name))
    throw new InputError(`There is no estimator ${name}; there is ${Object.keys(ESTIMATORS).join(', ')}.`);
  return ESTIMATORS[name as EstimatorName] as Estimator<unknown>;
}
