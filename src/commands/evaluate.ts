import { UsageError } from '../errors.ts';
import { ENGAGEMENT } from '../model/targets/engagement.ts';
import { evaluateEngagementCommand } from './engagement.ts';
import { evaluateNudgeCommand, NUDGE_TARGETS } from './nudge.ts';
import { checkTarget } from './target.ts';

interface EvaluateOptions {
  model: string;
  data?: string;
  seed: string;
  adjustPrior?: boolean;
  json?: boolean;
}

/** `rekindle evaluate`: how good a model file is on data it has not seen. */
export async function evaluate(target: string, options: EvaluateOptions): Promise<void> {
  checkTarget(target);
  if (target === ENGAGEMENT) return evaluateEngagementCommand(options);
  if (Object.hasOwn(NUDGE_TARGETS, target)) return evaluateNudgeCommand(target, options);
  throw new UsageError(`evaluate does not know ${target} yet; report writes how good its models are`);
}
