import { createHash } from 'node:crypto';
import { createReadStream, readFileSync, statSync } from 'node:fs';
import { basename } from 'node:path';
import { InputError } from '../../errors.ts';
import { checkHeader, readTable } from '../../ingest/csv-table.ts';
import { checkRefusedShare } from '../../ingest/refused-share.ts';
import type { Rejects } from '../../ingest/rejects.ts';
import { type FeatureMatrix, featureMatrix } from '../matrix.ts';
import { featuresOf, type NudgeTarget } from '../targets/nudge-target.ts';

/** Rows of a nudge's table. */
export interface LabelledTable {
  readonly name: string;
  readonly matrix: FeatureMatrix;
  /** 1 where the nudge should be sent. */
  readonly labels: Uint8Array;
  /** A hash of the file. */
  readonly fingerprint: string;
}

/**
 * Reads the table of a target from a CSV file. Rows with a wrong value go to `rejects`.
 *
 * @throws InputError where the file is missing, has a different header, too many refused rows or no valid row
 */
export async function readLabelledTable(
  path: string,
  target: NudgeTarget,
  rejects: Rejects,
): Promise<LabelledTable> {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (!stats?.isFile()) throw new InputError(`${path} is not a file; expected a CSV file for ${target.name}`);
  const fingerprint = createHash('sha256').update(readFileSync(path)).digest('hex').slice(0, 16);
  const file = {
    name: basename(path),
    sizeBytes: stats.size,
    checksum: fingerprint,
    open: async () => createReadStream(path),
  };
  await checkHeader(file, target.columns);
  const features = featuresOf(target);
  const values: number[] = [];
  const labels: number[] = [];
  await readTable(
    file,
    target.columns,
    (row) => {
      for (const feature of features) values.push(row[feature] as number);
      labels.push(row[target.label] as number);
      return null;
    },
    rejects,
    async () => {},
  );
  checkRefusedShare(rejects);
  if (labels.length === 0) throw new InputError(`${path} has no valid row.`);
  return {
    name: file.name,
    matrix: featureMatrix(features, Float64Array.from(values)),
    labels: Uint8Array.from(labels),
    fingerprint,
  };
}
