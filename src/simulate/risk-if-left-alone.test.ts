import { describe, expect, it } from 'vitest';
import { learnerId } from '../domain/learner.ts';
import { presentationId } from '../domain/presentation.ts';
import { logisticRegression } from '../model/estimators/logistic-regression.ts';
import { featureMatrix, rowOf } from '../model/matrix.ts';
import { weightsIfLeftAlone } from '../model/registry/weights-if-left-alone.ts';
import { sigmoid } from '../stats/sigmoid.ts';
import { type NudgedCohort, nudgedCohort } from './nudged-cohort.ts';

const COURSE = presentationId('SIM-2014B');
const HOLDOUT = 0.1;
const options = { learners: 20_000, holdoutShare: HOLDOUT, nudgeEffect: -1.5, nudgedFrom: 0.4, seed: 1 };
const past = nudgedCohort(options);
const later = nudgedCohort({ ...options, seed: 2 });

const matrixOf = ({ indicators }: NudgedCohort) => featureMatrix(['silence', 'noise'], indicators);

/** The decisions that the cycle would have recorded for the cohort. */
const decisionsAbout = ({ isEligible, isNudged }: NudgedCohort) =>
  isEligible.map((eligible, learner) => ({
    presentationId: COURSE,
    learnerId: learnerId(String(learner)),
    propensity: !eligible ? 1 : isNudged[learner] ? 1 - HOLDOUT : HOLDOUT,
    candidates: eligible ? [{ chosen: isNudged[learner] }] : [],
  }));

/** The mean predicted and the mean true risk of the later learners who would be nudged. */
function meanRisks(weights?: Float64Array) {
  const model = logisticRegression.fit(matrixOf(past), past.labels, {
    seed: 1,
    ...(weights === undefined ? {} : { weights }),
  });
  const matrix = matrixOf(later);
  const rows = [...later.isEligible.keys()].filter((learner) => later.isEligible[learner]);
  const mean = (of: (learner: number) => number) => rows.reduce((sum, row) => sum + of(row), 0) / rows.length;
  return {
    said: mean((row) => sigmoid(model.margin(rowOf(matrix, row)))),
    ifLeftAlone: mean((row) => later.risksIfLeftAlone[row]),
  };
}

describe('the risk of learners who would be nudged', () => {
  it('is far too low where a model learns from what nudges have prevented', () => {
    const naive = meanRisks();
    expect(naive.ifLeftAlone).toBeGreaterThan(0.55);
    // The predicted risk is nearly the risk after a nudge: more than 20 points too low.
    expect(naive.said).toBeLessThan(naive.ifLeftAlone - 0.2);
  });

  it('is true where the model learns from learners left alone, weighted to stand for those who were nudged', () => {
    const weights = weightsIfLeftAlone(decisionsAbout(past));
    const ours = meanRisks(
      Float64Array.from(past.labels, (_, learner) => weights.get(`${COURSE}/${learner}`) ?? 1),
    );
    expect(Math.abs(ours.said - ours.ifLeftAlone)).toBeLessThan(0.03);
  });

  it('is no better where nudged learners are left out and nobody stands for them', () => {
    // Above the limit there are only the few learners of the holdout. A linear model survives that; only the weights are
    // right in general. The share of learners who leave shows what an unweighted history says about the whole cohort.
    const alone = [...past.labels.keys()].filter((learner) => !past.isNudged[learner]);
    const share = alone.reduce((sum, learner) => sum + past.labels[learner], 0) / alone.length;
    const truth = past.risksIfLeftAlone.reduce((sum, risk) => sum + risk, 0) / past.labels.length;
    const weights = weightsIfLeftAlone(decisionsAbout(past));
    const weighted = alone.map((learner) => weights.get(`${COURSE}/${learner}`) as number);
    const total = weighted.reduce((sum, weight) => sum + weight, 0);
    const estimate =
      alone.reduce((sum, learner, nth) => sum + weighted[nth] * past.labels[learner], 0) / total;
    expect(share).toBeLessThan(truth - 0.08);
    expect(Math.abs(estimate - truth)).toBeLessThan(0.02);
  });
});
