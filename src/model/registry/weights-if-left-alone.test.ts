import { expect, test } from 'vitest';
import { learnerId } from '../../domain/learner.ts';
import { presentationId } from '../../domain/presentation.ts';
import { weightsIfLeftAlone } from './weights-if-left-alone.ts';

const decision = (learner: string, propensity: number, chosen: readonly boolean[] = []) => ({
  presentationId: presentationId('AAA-2014J'),
  learnerId: learnerId(learner),
  propensity,
  candidates: chosen.map((one) => ({ chosen: one })),
});

test('nudged learners count 0, held-out learners count for the nudged too, everybody else counts 1', () => {
  const weights = weightsIfLeftAlone([
    decision('nudged', 0.9, [false, true]),
    decision('nudged', 1),
    decision('heldOut', 0.1, [false]),
    decision('heldOut', 0.1, [false]),
    decision('heldOut', 1),
    decision('neverProposed', 1),
    // A guard besides the holdout forbade the nudge, so it was certain that nothing would be sent.
    decision('forbidden', 1, [false]),
  ]);
  expect(Object.fromEntries(weights)).toEqual({
    'AAA-2014J/nudged': 0,
    'AAA-2014J/heldOut': 10,
    'AAA-2014J/neverProposed': 1,
    'AAA-2014J/forbidden': 1,
  });
});

test('no decisions, no weights', () => {
  expect(weightsIfLeftAlone([]).size).toBe(0);
});
