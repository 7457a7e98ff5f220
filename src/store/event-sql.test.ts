import { describe, expect, it } from 'vitest';
import { hasLeft, IS_ACTIVE } from './event-sql.ts';

describe('conditions over events', () => {
  it('say what makes a learner active', () => {
    expect(IS_ACTIVE).toBe("verb in ('interacted', 'response_scored')");
  });

  it('say that a learner has left, even one who registered at the very time of the withdrawal', () => {
    expect(hasLeft('at')).toBe(
      "countIf(verb = 'withdrew') > 0 and maxIf(at, verb = 'withdrew') >= maxIf(at, verb = 'registered')",
    );
  });

  it('say that a learner had left before a time', () => {
    expect(hasLeft('at', '{asOf:Int64}')).toBe(
      "countIf(verb = 'withdrew' and at < {asOf:Int64}) > 0 and maxIf(at, verb = 'withdrew' and at < {asOf:Int64}) >= maxIf(at, verb = 'registered' and at < {asOf:Int64})",
    );
  });
});
