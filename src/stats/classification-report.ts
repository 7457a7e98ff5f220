/** How many rows of each label got which label as prediction. */
export interface ConfusionMatrix {
  readonly trueNegatives: number;
  readonly falsePositives: number;
  readonly falseNegatives: number;
  readonly truePositives: number;
}

export interface ClassFigures {
  /** Share of the rows predicted to have the label that have it. */
  readonly precision: number;
  /** Share of the rows with the label that are predicted to have it. */
  readonly recall: number;
  /** Harmonic mean of precision and recall. */
  readonly f1: number;
  /** How many rows have the label. */
  readonly support: number;
}

export interface ClassificationReport {
  readonly no: ClassFigures;
  readonly yes: ClassFigures;
  readonly accuracy: number;
  /** The mean over both labels. */
  readonly macro: ClassFigures;
  /** The mean over both labels, each weighted by its support. */
  readonly weighted: ClassFigures;
}

/** Rows with a probability of at least `threshold` are predicted to have label 1. */
export function confusionMatrix(
  probabilities: ArrayLike<number>,
  labels: ArrayLike<number>,
  threshold: number,
): ConfusionMatrix {
  const counts = { trueNegatives: 0, falsePositives: 0, falseNegatives: 0, truePositives: 0 };
  for (let row = 0; row < labels.length; row += 1) {
    const isYes = probabilities[row] >= threshold;
    if (labels[row] === 1) counts[isYes ? 'truePositives' : 'falseNegatives'] += 1;
    else counts[isYes ? 'falsePositives' : 'trueNegatives'] += 1;
  }
  return counts;
}

/**
 * Precision, recall and F1 of both labels and their means, defined as by scikit-learn's `classification_report`: a figure
 * over no rows is 0.
 */
export function classificationReport(matrix: ConfusionMatrix): ClassificationReport {
  const { trueNegatives, falsePositives, falseNegatives, truePositives } = matrix;
  const no = classFigures(trueNegatives, falseNegatives, falsePositives);
  const yes = classFigures(truePositives, falsePositives, falseNegatives);
  const total = no.support + yes.support;
  return {
    no,
    yes,
    accuracy: ratio(trueNegatives + truePositives, total),
    macro: meanOf(no, yes, 0.5),
    weighted: meanOf(no, yes, ratio(yes.support, total)),
  };
}

function classFigures(right: number, wronglyGiven: number, missed: number): ClassFigures {
  return {
    precision: ratio(right, right + wronglyGiven),
    recall: ratio(right, right + missed),
    f1: ratio(2 * right, 2 * right + wronglyGiven + missed),
    support: right + missed,
  };
}

const meanOf = (no: ClassFigures, yes: ClassFigures, yesShare: number): ClassFigures => {
  const mean = (figure: 'precision' | 'recall' | 'f1') =>
    (1 - yesShare) * no[figure] + yesShare * yes[figure];
  return {
    precision: mean('precision'),
    recall: mean('recall'),
    f1: mean('f1'),
    support: no.support + yes.support,
  };
};

const ratio = (part: number, whole: number): number => (whole === 0 ? 0 : part / whole);
