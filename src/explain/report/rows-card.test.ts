import { expect, test } from 'vitest';
import { handMadeModel } from '../../../test/fixtures/hand-made-model.ts';
import { evaluateRows } from '../../model/row-evaluation.ts';
import { markdownOf } from './card-markdown.ts';
import { rowsCard } from './rows-card.ts';

test('the card of a model that was judged by rows has its figures, and no pictures', () => {
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
  // By hand: of three pairs with and without the target two are in order; three of four labels are the likelier one.
  expect(markdown).toMatch(/\| ROC-AUC \| 0\.667 /);
  expect(markdown).toMatch(/\| accuracy \| 0\.750 /);
  expect(markdown).toMatch(/\| with the target \| 75 % \|/);
  expect(markdown).not.toMatch(/!\[|NaN|undefined/);
});
