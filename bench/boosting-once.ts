/** Our half of the boosting benchmark, in a process of its own: `boosting-once.ts <folder> <rows> <repetitions> <forest> <threads>`. */
import { gradientBoosting } from '../src/model/estimators/gradient-boosting.ts';
import { randomForest } from '../src/model/estimators/random-forest.ts';
import { rowOf } from '../src/model/matrix.ts';
import { rankByScore } from '../src/stats/ranking.ts';
import { rocAuc } from '../src/stats/roc-auc.ts';
import { readRows, WIDTH } from './boosting-rows.ts';

const EXPLAINED_ROWS = 500;

const [folder, ...numbers] = process.argv.slice(2);
const [rows, repetitions, forest, threads] = numbers.map(Number);

/**
 * Seconds, as the peer counts them: processor time for one thread, which other processes on the machine do not change;
 * time on the clock for several threads, which are there to shorten it.
 */
function timed<Result>(work: () => Result): [number, Result] {
  const [start, clock] = [process.cpuUsage(), performance.now()];
  const result = work();
  const { user, system } = process.cpuUsage(start);
  return [threads > 1 ? (performance.now() - clock) / 1e3 : (user + system) / 1e6, result];
}
const repeated = <Result>(work: () => Result) => Array.from({ length: repetitions }, () => timed(work));

const { matrix, labels } = readRows(folder, rows, 'learning');
const params = gradientBoosting.paramsSchema.parse({});
const timedFit = () => timed(() => gradientBoosting.fit(matrix, labels, { seed: 1, params, threads }));
const first = timedFit();
// The whole process: Node and its code, the rows as float64 (144 MB for 300,000 rows of 60), and everything a fit needs.
// The garbage of further fits does not count.
const peakMb = (process.resourceUsage().maxRSS * 1024) / 1e6;
const fits = [first, ...Array.from({ length: repetitions - 1 }, timedFit)];
const model = fits[0][1];
const later = readRows(folder, rows, 'judging');
const judged = (one: { margin(row: Float64Array): number }) =>
  Float64Array.from(later.labels, (_, row) => one.margin(rowOf(later.matrix, row)));
const out = new Float64Array(WIDTH);
model.contributions(rowOf(later.matrix, 0), out);
const scorings = repeated(() => judged(model));
const shap = repeated(() => {
  for (let row = 0; row < EXPLAINED_ROWS; row += 1) model.contributions(rowOf(later.matrix, row), out);
});
const forests = forest === 1 ? repeated(() => randomForest.fit(matrix, labels, { seed: 1 })) : [];
const areaOf = (margins: Float64Array) => rocAuc(rankByScore(margins, later.labels));
process.stdout.write(
  JSON.stringify({
    fitSeconds: fits.map(([seconds]) => seconds),
    auc: areaOf(scorings[0][1]),
    rowSeconds: scorings.map(([seconds]) => seconds / rows),
    shapSeconds: shap.map(([seconds]) => seconds / EXPLAINED_ROWS),
    forestSeconds: forests.map(([seconds]) => seconds),
    forestAuc: forests.length === 0 ? null : areaOf(judged(forests[0][1])),
    peakMb,
  }),
);
