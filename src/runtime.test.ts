import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readConfig } from './config.ts';
import { ConfigError } from './errors.ts';
import { loadContentModel, loadModel } from './runtime.ts';

const MODELS = join(import.meta.dirname, '..', 'models');
const DROPOUT = join(MODELS, 'dropout.json');
const ENGAGEMENT = join(MODELS, 'engagement.json');
const FOREIGN = join(MODELS, '..', 'package.json');

describe.each([
  ['MODEL_PATH', loadModel, DROPOUT, ENGAGEMENT],
  ['ENGAGEMENT_MODEL_PATH', loadContentModel, ENGAGEMENT, DROPOUT],
] as const)('the model that %s names', (variable, load, fit, unfit) => {
  const loaded = (path: string) => load(readConfig({ [variable]: path }));
  const failure = (path: string): unknown => {
    try {
      return loaded(path);
    } catch (error) {
      return error;
    }
  };

  test('is read', () => {
    expect(loaded(fit).id).toMatch(/^[0-9a-f]{16}$/);
  });

  test.each([
    ['is not there', join(MODELS, 'nowhere.json'), 'cannot be read'],
    ['is no model', FOREIGN, 'is not a Rekindle model'],
    ['is of a target that it cannot serve', unfit, / of (dropout|engagement)/],
  ])('is refused by the name of the variable where it %s', (_, path, reason) => {
    const error = failure(path);
    expect(error).toBeInstanceOf(ConfigError);
    expect(error).toMatchObject({ key: variable, message: expect.stringMatching(reason) });
  });
});
