import type { Presentation } from '../../domain/presentation.ts';
import { COLUMNS } from '../../features/indicators.ts';
import { judgedRows } from '../../model/judge/judged-rows.ts';
import type { LabelledRows } from '../../model/learn/labelled-rows.ts';
import { type FeatureMatrix, featureMatrix, selectRows } from '../../model/matrix.ts';
import type { Model } from '../../model/model-file.ts';
import { isTableDay } from '../../model/scan-days.ts';
import { evenRows } from '../../stats/thinned.ts';
import type { EventLog } from '../../store/event-log.ts';
import type { ExplainedSample, JudgedModel } from './findings.ts';

/** This many rows are enough to rank the leading indicators, and scoring them for every shuffle takes only seconds. */
const SAMPLE_ROWS = 3000;

/**
 * Scores the presentations that judge a model, and keeps some of their rows to explain the model.
 *
 * @param onPresentation is called once for each presentation
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

/**
 * Evenly spaced rows among those of the days in the card's table, which are far enough apart to differ; neighbouring rows
 * are learners on the same day.
 */
function sampleOf({ matrix, labels, rowOutcomes }: LabelledRows, limit: number): ExplainedSample {
  const candidates = [...rowOutcomes.keys()].filter((row) => isTableDay(rowOutcomes[row]));
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
