import type { EvaluateOptions } from './target.ts';
import { targetNamed } from './targets.ts';

/** `rekindle evaluate`: how good a model file is on data it has not seen. */
export const evaluate = async (target: string, options: EvaluateOptions): Promise<void> =>
  targetNamed(target).evaluate(options);
