import type { Presentation } from '../../domain/presentation.ts';
import { COLUMNS } from '../../features/indicators.ts';
import { judgedRows } from '../../model/judge/judged-rows.ts';
import type { LabelledRows } from '../../model/learn/labelled-rows.ts';
import { type FeatureMatrix, featureMatrix, selectRows } from '../../model/matrix.ts';
import type { Model } from '../../model/model-file.ts';
import { evenRows } from '../../stats/thinned.ts';
import type { EventLog } from '../../store/event-log.ts';
import type { ExplainedSample, JudgedModel } from './findings.ts';

/** Days whose rows explain the model: far enough apart to differ, and those of the card's table. */
const SAMPLED_DAYS = 28;
/** So many rows tell the leading indicators apart, and scoring them for every shuffle stays a matter of seconds. */
const SAMPLE_ROWS = 3000;

/**
 * Scores the presentations that judge a model, and keeps some of their rows to explain it by.
 *
 * @param onPresentation is called as often as there are presentations
 */
export async function judgeModel(
  eventLog: EventLog,
  model: Model,
  judges: readonly Presentation[],
  onPresentation: (done: number) => void,
): Promise<Pick<JudgedModel, 'judgedOn' | 'rows' | 'sample'>> {
  const samples: ExplainedSample[] = [];
  const { history, rows } = await judgedRows(eventLog, [model], judges, (scans) => {
    samples.push(sampleOf(scans, SAMPLE_ROWS / judges.length));
    onPresentation(samples.length);
  });
  return { judgedOn: history, rows: rows[0], sample: joinedSamples(samples) };
}

/** Rows at even distances among those of every fourth week; neighbours are learners of the same day. */
function sampleOf({ matrix, labels, rowOutcomes }: LabelledRows, limit: number): ExplainedSample {
  const candidates = [...rowOutcomes.keys()].filter((row) => rowOutcomes[row].day % SAMPLED_DAYS === 0);
  const rows = evenRows(candidates.length, limit).map((nth) => candidates[nth]);
  return {
    matrix: selectRows(matrix, rows),
    labels: Uint8Array.from(rows, (row) => labels[row]),
    learners: rows.map((row) => rowOutcomes[row].learnerId),
    strata: rows.map((row) => `${rowOutcomes[row].presentationId} ${rowOutcomes[row].day}`),
  };
}

const joinedSamples = (samples: readonly ExplainedSample[]): ExplainedSample => ({
  matrix: joinedMatrix(samples.map(({ matrix }) => matrix)),
  labels: Uint8Array.from(samples.flatMap(({ labels }) => [...labels])),
  learners: samples.flatMap(({ learners }) => learners),
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
