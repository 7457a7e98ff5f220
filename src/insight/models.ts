import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { InputError } from '../errors.ts';
import { type Model, parseModelFile } from '../model/model-file.ts';
import { scorerOf } from '../model/score.ts';
import { event } from '../model/targets/event.ts';
import { featuresOf, type NudgeTarget } from '../model/targets/nudge-target.ts';
import { resume } from '../model/targets/resume.ts';

/** A model's probability for a row of its target's features, 0 to 1; null where it fails. `warn` reports the first failure. */
export type NudgeModel = (features: readonly number[]) => number | null;

/** The models of nudges; null where there is no model, so that the rules decide alone. */
export interface NudgeModels {
  readonly resume: NudgeModel | null;
  readonly event: NudgeModel | null;
  /** Why models are missing; empty where both exist. */
  readonly missing: readonly string[];
}

export const NO_MODELS: NudgeModels = { resume: null, event: null, missing: [] };

/**
 * The models `resume.json` and `event.json` of a folder. A missing or damaged model is no reason to stop: the rules decide
 * without it.
 *
 * @param warn receives what is missing, and the first failure of a model
 */
export function loadNudgeModels(folder: string, warn: (message: string) => void): NudgeModels {
  const missing: string[] = [];
  const load = (target: NudgeTarget): NudgeModel | null => {
    const path = join(folder, `${target.name}.json`);
    try {
      return nudgeModel(parseModelFile(readFileSync(path, 'utf8'), path), target, warn);
    } catch (error) {
      missing.push(`${target.name}: ${(error as Error).message}`);
      warn(`Nudges of kind ${target.name} are by rules only: ${(error as Error).message}`);
      return null;
    }
  };
  return { resume: load(resume), event: load(event), missing };
}

/** @throws InputError where the model has a different target */
export function nudgeModel(model: Model, target: NudgeTarget, warn: (message: string) => void): NudgeModel {
  if (model.target !== target.name)
    throw new InputError(`Model ${model.id} predicts ${model.target}, not ${target.name}.`);
  const scorer = scorerOf(model, featuresOf(target));
  let failed = false;
  const fail = (why: string) => {
    if (!failed) warn(`Model ${model.id} of ${target.name} fails, and rules decide alone: ${why}`);
    failed = true;
    return null;
  };
  return (features) => {
    try {
      const probability = scorer.probability(new Float64Array(features));
      return probability >= 0 && probability <= 1 ? probability : fail(`its answer is ${probability}`);
    } catch (error) {
      return fail((error as Error).message);
    }
  };
}
