import { readdirSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import type { Occasion } from '../../src/decide/guard.ts';
import { GUARDS } from '../../src/decide/guards.ts';
import { RECIPIENTS } from '../../src/domain/decision.ts';
import { HOUR_MS } from '../../src/domain/moment.ts';
import { at, exampleCandidate, occasionWith } from './example-occasion.ts';
import { frozen, shippedSettings } from './example-standing.ts';

const { preferences, now } = occasionWith();
const atNight = at('2014-03-03T03:00:00Z');
const delivered = (intervention: string) =>
  ({ intervention, recipient: 'learner', deliveredAt: now, ghost: false }) as const;

const READABLE = /^(?!.*(undefined|null|NaN))[A-Z0-9].*[^.]$/;

/** An occasion to which each guard objects with the settings as shipped. */
const OBJECTS: Record<string, Occasion> = {
  holdout: occasionWith({ holdout: true }),
  opted_out: occasionWith({ preferences: { ...preferences, optedOut: true } }),
  low_risk: occasionWith({ probability: 0.05 }),
  quiet_hours: occasionWith({ now: atNight }),
  cooldown: occasionWith({ history: [delivered('reconnect')] }),
  weekly_cap: occasionWith({ history: [delivered('catch_up'), delivered('plan_ahead')] }),
  cycle_cap: occasionWith({ history: ['a', 'b', 'c'].map(delivered) }),
};

const arbitraryOccasion: fc.Arbitrary<Occasion> = fc
  .record({
    holdout: fc.boolean(),
    probability: fc.option(fc.double({ min: 0, max: 1, noNaN: true })),
    optedOut: fc.boolean(),
    timeZone: fc.constantFrom(
      'UTC',
      'Europe/London',
      'America/St_Johns',
      'Asia/Kathmandu',
      '',
      'Nowhere/Land',
    ),
    minutes: fc.integer({ min: 0, max: 60 * 24 * 400 }),
    intervention: fc.constantFrom('reconnect', 'catch_up'),
    recipient: fc.constantFrom(...RECIPIENTS),
    past: fc.array(
      fc.record({
        intervention: fc.constantFrom('reconnect', 'catch_up'),
        recipient: fc.constantFrom(...RECIPIENTS),
        // A delivery 0 hours ago belongs to this cycle.
        ghost: fc.boolean(),
        hoursAgo: fc.oneof(fc.constant(0), fc.integer({ min: -48, max: 24 * 20 })),
      }),
      { maxLength: 6 },
    ),
  })
  .map(({ holdout, probability, optedOut, timeZone, minutes, intervention, recipient, past }) => {
    const moment = at(new Date(now + minutes * 60_000).toISOString());
    return {
      candidate: { ...exampleCandidate, intervention, recipient },
      preferences: { ...preferences, optedOut, timeZone },
      history: past.map(({ hoursAgo, ...nudge }) => ({
        ...nudge,
        deliveredAt: at(new Date(moment - hoursAgo * HOUR_MS).toISOString()),
      })),
      holdout,
      probability,
      now: moment,
    };
  });

test('every guard file is listed once', () => {
  const files = readdirSync('src/decide/guards').filter((file) => !file.endsWith('.test.ts'));
  expect(GUARDS.map(({ name }) => `${name.replaceAll('_', '-')}.ts`).toSorted()).toEqual(files.toSorted());
});

describe.each(GUARDS.map((guard) => [guard.name, guard] as const))('guard %s', (name, guard) => {
  const { guards } = shippedSettings;

  it('allows on an ordinary morning', () => {
    expect(guard.objection(occasionWith(), guards)).toBeNull();
  });

  it('objects on its occasion', () => {
    expect(guard.objection(OBJECTS[name] as Occasion, guards)).toMatch(READABLE);
  });

  it('judges the interventions of at least one recipient', () => {
    expect(guard.recipients.length).toBeGreaterThan(0);
  });

  it('is pure, and its reasons are readable', () => {
    fc.assert(
      fc.property(arbitraryOccasion, (occasion) => {
        const objection = guard.objection(frozen(occasion), frozen(guards));
        expect(guard.objection(occasion, guards)).toBe(objection);
        if (objection !== null) expect(objection).toMatch(READABLE);
      }),
      { numRuns: 500 },
    );
  });
});
