import { expect, test } from 'vitest';
import { handMadeModel } from '../../../test/fixtures/hand-made-model.ts';
import { evaluateRows } from '../../model/judge/row-evaluation.ts';
import { featureMatrix } from '../../model/matrix.ts';
import { seededRandom } from '../../stats/random.ts';
import { chartsOf } from './card.ts';
import { markdownOf } from './card-markdown.ts';
import { rowsCard } from './rows-card.ts';

test('without rows, the card of a model has the figures of its file and no pictures', () => {
  const evaluation = evaluateRows(
    {
      probabilities: Float64Array.of(0.9, 0.6, 0.4, 0.2),
      labels: Uint8Array.of(1, 1, 0, 1),
      groups: ['a', 'a', 'b', 'b'],
    },
    { seed: 1, resamples: 20 },
  );
  const markdown = markdownOf(
    rowsCard({ ...handMadeModel(['train.csv']), target: 'resume' }, evaluation, null),
    String,
  );
  expect(markdown).toMatch(/^# Model card: resume\n\n## What it is for\n\nIt estimates .* résumé\./);
  expect(markdown).toMatch(/\| learnt from \| train\.csv \|/);
  // By hand: of the three pairs of a row with and one without the target, two are in order; for three of the four rows
  // the likelier label is right.
  expect(markdown).toMatch(/\| ROC-AUC \| 0\.667 /);
  expect(markdown).toMatch(/\| accuracy \| 0\.750 /);
  expect(markdown).toMatch(/\| with the target \| 75% \|/);
  expect(markdown).not.toMatch(/!\[|NaN|undefined/);
});

test('with rows, the card has pictures, and an interval beside every estimate', () => {
  const model = handMadeModel(['train.csv']);
  const random = seededRandom(1);
  const matrix = featureMatrix(
    model.indicators,
    Float64Array.from({ length: 300 * model.indicators.length }, () => random.uniform()),
  );
  const probabilities = Float64Array.from({ length: 300 }, () => random.uniform());
  const judged = {
    probabilities,
    labels: Uint8Array.from(probabilities, (p) => (random.uniform() < p ? 1 : 0)),
    groups: Array.from(probabilities, (_, row) => `user-${row % 100}`),
  };
  const card = rowsCard(model, evaluateRows(judged, { seed: 1 }), {
    parts: ['rows.csv'],
    matrix,
    judged,
    seed: 1,
  });
  const markdown = markdownOf(card, String);
  for (const name of ['with the target', 'mean probability', 'ROC-AUC', 'calibration error'])
    expect(markdown).toMatch(new RegExp(`\\| ${name} \\| 0\\.\\d{3} \\(0\\.\\d{3} to \\d\\.\\d{3}\\) \\|`));
  expect([...chartsOf(card).keys()]).toEqual([
    'roc',
    'precision-recall',
    'reliability',
    'importance',
    'shap-summary',
  ]);
  expect(chartsOf(card).get('roc')?.description).toMatch(/Where 50% .* so are \d+% to \d+% of those with it/);
  expect(markdown).not.toMatch(/NaN|undefined/);
});
