import { expect, test } from 'vitest';
import { classificationReport, confusionMatrix } from './classification-report.ts';

test('agrees with scikit-learn', () => {
  // sklearn 1.2.1: classification_report([0]*7+[1]*5, [0]*5+[1]*2+[1]*4+[0], output_dict=True)
  const labels = [0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1];
  const probabilities = [0.1, 0.2, 0.3, 0.4, 0.49, 0.5, 0.9, 0.6, 0.7, 0.8, 1, 0.2];
  const matrix = confusionMatrix(probabilities, labels, 0.5);
  expect(matrix).toEqual({ trueNegatives: 5, falsePositives: 2, falseNegatives: 1, truePositives: 4 });
  const report = classificationReport(matrix);
  const expected = {
    no: [0.8333333333333334, 0.7142857142857143, 0.7692307692307692, 7],
    yes: [0.6666666666666666, 0.8, 0.7272727272727272, 5],
    macro: [0.75, 0.7571428571428571, 0.7482517482517481, 12],
    weighted: [0.763888888888889, 0.75, 0.7517482517482517, 12],
  };
  for (const name of ['no', 'yes', 'macro', 'weighted'] as const) {
    const { precision, recall, f1, support } = report[name];
    [precision, recall, f1, support].forEach((figure, place) => {
      expect(figure).toBeCloseTo(expected[name][place], 12);
    });
  }
  expect(report.accuracy).toBe(0.75);
});

test('a label that is never predicted, or that no row has, has figures of 0', () => {
  const { yes, no, accuracy } = classificationReport(confusionMatrix([0.1, 0.2], [0, 0], 0.5));
  expect(yes).toEqual({ precision: 0, recall: 0, f1: 0, support: 0 });
  expect(no).toEqual({ precision: 1, recall: 1, f1: 1, support: 2 });
  expect(accuracy).toBe(1);
});
