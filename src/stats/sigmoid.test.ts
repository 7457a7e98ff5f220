import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { logit, sigmoid, softplus } from './sigmoid.ts';

describe('sigmoid', () => {
  it('has the known values', () => {
    expect(sigmoid(0)).toBe(0.5);
    // log(3) are the log-odds of 3 to 1.
    expect(sigmoid(Math.log(3))).toBeCloseTo(0.75, 15);
  });

  it('neither overflows nor loses small probabilities', () => {
    expect(sigmoid(1000)).toBe(1);
    expect(sigmoid(-1000)).toBe(0);
    // For very negative x the sigmoid is exp(x) up to exp(2x).
    expect(sigmoid(-700)).toBe(Math.exp(-700));
  });

  it('is undone by logit', () => {
    fc.assert(
      fc.property(fc.double({ min: -15, max: 15, noNaN: true }), (x) => {
        expect(logit(sigmoid(x))).toBeCloseTo(x, 8);
      }),
    );
  });
});

describe('logit', () => {
  it('is infinite at the ends and keeps small probabilities', () => {
    expect(logit(0)).toBe(-Infinity);
    expect(logit(1)).toBe(Infinity);
    // log(1e-300) = -300 log(10); 1 - 1e-300 rounds to 1.
    expect(logit(1e-300)).toBeCloseTo(-300 * Math.LN10, 10);
  });
});

describe('softplus', () => {
  it('has the known values, also where exp overflows', () => {
    expect(softplus(0)).toBeCloseTo(Math.LN2, 15);
    expect(softplus(1000)).toBe(1000);
    expect(softplus(-40)).toBeCloseTo(Math.exp(-40), 30);
  });
});
