import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { readConfig } from '../../config.ts';
import { UsageError } from '../../errors.ts';
import { ESTIMATORS } from '../../model/estimators/estimators.ts';
import type { TrainOptions } from './target.ts';
import { TARGETS, targetNamed } from './targets.ts';

/** `rekindle train`: learns from data and writes a model file. */
export async function train(
  name: string,
  options: Omit<TrainOptions, 'out'> & { out?: string },
): Promise<void> {
  const target = targetNamed(name);
  if (options.estimator !== undefined && !Object.hasOwn(ESTIMATORS, options.estimator))
    throw new UsageError(
      `unknown estimator ${options.estimator}; known are ${Object.keys(ESTIMATORS).join(', ')}`,
    );
  if (options.reports !== undefined && !target.writesReports)
    throw new UsageError(`--reports is for ${withReports().join(' and ')}, not for ${name}`);
  const config = readConfig(process.env);
  const out = options.out ?? join(config.dataDir, 'models', `${name}.json`);
  mkdirSync(dirname(out), { recursive: true });
  await target.train(config, { ...options, out });
}

const withReports = (): string[] =>
  Object.entries(TARGETS).flatMap(([name, { writesReports }]) => (writesReports ? [name] : []));
