import { describe, expect, it, test } from 'vitest';
import { type Random, seededRandom } from '../../stats/random.ts';
import { sigmoid } from '../../stats/sigmoid.ts';
import { featureMatrix } from '../matrix.ts';
import { calibrationDrift, withoutLabels } from './calibration-drift.ts';
import { lastStageDays } from './drift-report.ts';
import { populationDrift } from './indicator-drift.ts';
import { referenceOf, referenceSchema, stageOf } from './reference.ts';

const limits = { watchPsi: 0.1, alertPsi: 0.25 };
const options = { limits, seed: 1, resamples: 100 };

/** Learners at two days of each of two stages; clicks grow with the day, `more` is added, some scores are unknown. */
function rows(learners: number, days: readonly number[], random: Random, more = 0) {
  const cells = Array.from({ length: learners }, () => days).flatMap((own) =>
    own.map((day) => ({ day, clicks: day * (1 + random.uniform()) + more, score: random.uniform() })),
  );
  const values = cells.flatMap(({ clicks, score }) => [clicks, score < 0.2 ? Number.NaN : score]);
  return {
    matrix: featureMatrix(['clicks', 'score'], Float64Array.from(values)),
    stages: cells.map(({ day }) => stageOf({ day, lengthDays: 240 })),
    probabilities: Float64Array.from(cells, ({ score }) => score),
    learners: Array.from({ length: learners }, (_, nth) => days.map(() => `learner-${nth}`)).flat(),
    labels: cells.map(({ score }) => (score > 0.7 ? 1 : 0)),
    presentations: cells.map(() => 'AAA-2013J'),
    uses: new Map([
      ['clicks', 0.8],
      ['score', 0.2],
    ]),
  };
}

const learnt = rows(2000, [28, 42, 56, 70], seededRandom(1));
const reference = referenceOf(
  [learnt],
  learnt.stages.map((stage, row) => ({
    stage,
    presentationId: 'AAA-2013J',
    probability: learnt.probabilities[row],
  })),
);
const driftIn = (seen: ReturnType<typeof rows>) => populationDrift(reference, seen, seen.learners, options);

describe('drift', () => {
  it('is absent where later learners resemble earlier learners at the same stage', () => {
    const { indicators, probabilities } = driftIn(rows(500, [56, 70], seededRandom(2)));
    expect(indicators.map(({ level }) => level)).toEqual(['stable', 'stable']);
    expect(probabilities.level).toBe('stable');
    expect(indicators.find(({ indicator }) => indicator === 'score')?.missing.found).toBeCloseTo(0.2, 1);
  });

  it('is an alert where one indicator has moved, and names it', () => {
    const { indicators } = driftIn(rows(500, [56, 70], seededRandom(2), 40));
    expect(indicators.map(({ indicator, level }) => [indicator, level])).toEqual([
      ['clicks', 'alert'],
      ['score', 'stable'],
    ]);
    expect(indicators[0].distance.low).toBeGreaterThan(indicators[1].distance.high as number);
  });

  it('is none where courses have always differed that much from each other', () => {
    // Courses with 0, 10 and 20 clicks more than the first: a later one with 10 more is a course like them.
    const courses = [0, 10, 20].map((more) => ({
      ...rows(700, [56, 70], seededRandom(3 + more), more),
      presentations: Array.from({ length: 1400 }, () => `AAA-${more}`),
    }));
    const rehearsed = courses.flatMap(({ stages, probabilities, presentations }) =>
      stages.map((stage, row) => ({
        stage,
        presentationId: presentations[row],
        probability: probabilities[row],
      })),
    );
    const levelOf = (more: number) => {
      const seen = rows(500, [56, 70], seededRandom(2), more);
      const { indicators } = populationDrift(referenceOf(courses, rehearsed), seen, seen.learners, options);
      return indicators.find(({ indicator }) => indicator === 'clicks')?.level;
    };
    expect(levelOf(10)).toBe('stable');
    expect(levelOf(400)).toBe('alert');
  });

  it('does not alarm merely because there are few learners', () => {
    const alarms = Array.from({ length: 40 }, (_, seed) =>
      driftIn(rows(25, [28, 42], seededRandom(100 + seed))),
    )
      .flatMap(({ indicators }) => indicators)
      .filter(({ level }) => level !== 'stable');
    expect(alarms.length).toBeLessThanOrEqual(4);
  });
});

describe('a reference', () => {
  it('goes into a model file and is small', () => {
    expect(referenceSchema.parse(JSON.parse(JSON.stringify(reference)))).toEqual(reference);
    expect(reference.rows).toEqual([0, 4000, 4000]);
    expect(reference.indicators.clicks.edges.length).toBeLessThanOrEqual(9);
  });
});

test.each([
  [5, 240, []],
  [20, 240, [14]],
  [30, 240, [14]],
  [45, 240, [28, 42]],
  [60, 240, [28, 42]],
  [81, 240, [56, 70]],
  [2, 30, []],
  [5, 30, [3]],
  [10, 30, [6, 9]],
  [29, 30, [24, 27]],
])('on day %i of %i the last whole stage is that of days %j', (day, lengthDays, days) => {
  expect(lastStageDays({ day, lengthDays })).toEqual(days);
});

describe('calibration with late labels', () => {
  const random = seededRandom(3);
  const truth = Float64Array.from({ length: 3000 }, () => sigmoid(6 * random.uniform() - 3));
  const labels = Uint8Array.from(truth, (p) => (random.uniform() < p ? 1 : 0));
  const learners = Array.from(truth, (_, nth) => `learner-${nth}`);
  const judged = (probabilities: Float64Array, enrolments = 3000) =>
    calibrationDrift({ probabilities, learners }, labels, enrolments, rule, { seed: 1, resamples: 100 });
  const rule = { maximumError: 0.1, minimumEnrolments: 200 };

  it('is whole for true probabilities', () => {
    const { broken, slope, error, errorByChance } = judged(truth);
    expect(broken).toBeNull();
    // The slope of 3,000 rows has a standard error of about 0.04.
    expect(Math.abs((slope.value ?? 0) - 1)).toBeLessThan(0.12);
    expect(error.value).toBeLessThan(3 * errorByChance);
  });

  it('is broken by risks far too high, but not on the evidence of a few enrolments', () => {
    const dark = truth.map((p) => p ** 0.4);
    expect(judged(dark).broken).toMatch(/the limit is 0\.1/);
    expect(judged(dark).excess.low).toBeGreaterThan(0.1);
    expect(judged(dark, 199).broken).toBeNull();
  });

  it('before the labels come, a changed share of the target shows', () => {
    // Half of the rows with the target are removed; shares and probabilities follow by the rule of Bayes.
    const kept = [...labels.keys()].filter((row) => labels[row] === 0 || row % 2 === 0);
    const base = labels.reduce((sum, label) => sum + label, 0) / labels.length;
    const found = withoutLabels(
      {
        probabilities: Float64Array.from(kept, (row) => truth[row]),
        learners: kept.map((row) => learners[row]),
      },
      Uint8Array.from(kept, (row) => (truth[row] >= 0.5 ? 1 : 0)),
      base,
      { seed: 1, resamples: 50 },
    );
    const share = kept.reduce((sum, row) => sum + labels[row], 0) / kept.length;
    expect(Math.abs((found.shiftedBaseRate?.value ?? 0) - share)).toBeLessThan(0.04);
    expect((found.baseRate.value ?? 0) - share).toBeGreaterThan(0.05);
  });
});
