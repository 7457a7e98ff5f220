import type { Presentation } from '../../domain/presentation.ts';
import { COLUMNS } from '../../features/indicators.ts';
import { judgedRows } from '../../model/judged-rows.ts';
import type { LabelledRows } from '../../model/labelled-rows.ts';
import { type FeatureMatrix, featureMatrix, selectRows } from '../../model/matrix.ts';
import type { Model } from '../../model/model-file.ts';
import { evenRows } from '../../stats/thinned.ts';
import type { EventLog } from '../../store/event-log.ts';
import type { ExplainedSample, JudgedModel } from './findings.ts';

/** Days whose rows explain the model: far enough apart to differ, and those of the card's table. */
const SAMPLED_DAYS = 28;
/** So many rows tell the leading indicators apart, and scoring them for every shuffle stays a matter of seconds. */
const SAMPLE_ROWS = 3000;

export interface Judging {
  readonly eventLog: EventLog;
  readonly model: Model;
  /** Those that judge. */
  readonly judges: readonly Presentation[];
  /** All that are known, for their dates. */
  readonly presentations: readonly Presentation[];
  readonly seed: number;
  readonly progress: (step: string, done: number, total: number) => void;
}

/** Scores the presentations that judge a model, and keeps some of their rows to explain it by. */
export async function judgedModel(judging: Judging): Promise<JudgedModel> {
  const { eventLog, model, judges, presentations, seed, progress } = judging;
  const samples: ExplainedSample[] = [];
  progress('judging', 0, judges.length);
  const judged = await judgedRows(eventLog, [model], judges, (scans) => {
    samples.push(sampleOf(scans, SAMPLE_ROWS / judges.length));
    progress('judging', samples.length, judges.length);
  });
  return {
    model,
    presentations,
    judgedOn: judged.history,
    rows: judged.rows[0],
    sample: joinedSamples(samples),
    seed,
  };
}

/** Rows at even distances among those of every fourth week; neighbours are learners of the same day. */
function sampleOf({ matrix, labels, fates }: LabelledRows, limit: number): ExplainedSample {
  const candidates = [...fates.keys()].filter((row) => fates[row].day % SAMPLED_DAYS === 0);
  const rows = evenRows(candidates.length, limit).map((nth) => candidates[nth]);
  return {
    matrix: selectRows(matrix, rows),
    labels: Uint8Array.from(rows, (row) => labels[row]),
    strata: rows.map((row) => `${fates[row].presentationId} ${fates[row].day}`),
  };
}

const joinedSamples = (samples: readonly ExplainedSample[]): ExplainedSample => ({
  matrix: joinedMatrix(samples.map(({ matrix }) => matrix)),
  labels: Uint8Array.from(samples.flatMap(({ labels }) => [...labels])),
  strata: samples.flatMap(({ strata }) => strata),
});

function joinedMatrix(matrices: readonly FeatureMatrix[]): FeatureMatrix {
  const values = new Float64Array(matrices.reduce((sum, matrix) => sum + matrix.values.length, 0));
  let position = 0;
  for (const matrix of matrices) {
    values.set(matrix.values, position);
    position += matrix.values.length;
  }
  return featureMatrix(COLUMNS, values);
}
