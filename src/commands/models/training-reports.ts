import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { trainingReport } from '../../explain/report/training-report.ts';
import { ESTIMATORS } from '../../model/estimators/estimators.ts';
import type { Model } from '../../model/model-file.ts';
import { compareEstimators } from '../../model/nudge/compare-estimators.ts';
import type { LabelledTable } from '../../model/nudge/labelled-table.ts';
import { openProgress } from '../progress.ts';

/** Compares all estimators on the model's training table and writes the reports into a folder; returns their paths. */
export function writeTrainingReports(
  model: Model,
  table: LabelledTable,
  folder: string,
  seed: number,
): string[] {
  const { progress, close } = openProgress(process.stderr, Date.now);
  try {
    const estimators = Object.keys(ESTIMATORS);
    const compared = compareEstimators({
      table,
      estimators,
      chosen: model.estimator.estimator,
      seed,
      onProgress: (done) => progress('comparing estimators', done, estimators.length),
    });
    mkdirSync(folder, { recursive: true });
    const { matrix, labels } = table;
    return Object.entries(trainingReport({ model, matrix, labels, compared, seed })).map(
      ([name, content]) => {
        const path = join(folder, name);
        writeFileSync(path, content);
        return path;
      },
    );
  } finally {
    close();
  }
}
