import fc from 'fast-check';
import { BANDS } from '../../src/domain/risk.ts';
import { ALL_UNKNOWN, riskOf, standingWith } from './example-standing.ts';

/** Indicators that are each known, unknown or missing altogether. */
const arbitraryIndicators = fc.dictionary(
  fc.constantFrom(...Object.keys(ALL_UNKNOWN)),
  fc.option(fc.integer({ min: 0, max: 60 }), { freq: 6 }),
  { minKeys: 6 },
);

const arbitraryRisk = fc
  .record({ probability: fc.double({ min: 0, max: 1, noNaN: true }), band: fc.constantFrom(...BANDS) })
  .map(({ probability, band }) => riskOf(probability, band));

/** Standings of every kind; every rule fires for some of them. */
export const arbitraryStanding = fc
  .record({
    day: fc.integer({ min: -20, max: 250 }),
    indicators: arbitraryIndicators,
    risk: fc.option(arbitraryRisk),
    submittedAssessmentIds: fc.subarray(['first', 'quiz', 'second', 'undated', 'exam', 'of another course']),
  })
  .map(({ indicators, ...known }) => ({ ...standingWith(known), indicators }));
