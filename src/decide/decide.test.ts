import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { arbitraryStanding } from '../../test/contracts/arbitrary-standing.ts';
import { at } from '../../test/contracts/example-occasion.ts';
import { frozen, riskOf, shippedSettings, standingWith } from '../../test/contracts/example-standing.ts';
import { PRIORITIES, RECIPIENTS } from '../domain/decision.ts';
import { learnerId } from '../domain/learner.ts';
import { DAY_MS, moment } from '../domain/moment.ts';
import { decide } from './decide.ts';
import { GUARDS } from './guards.ts';
import { deliveredWithin, type PastNudge } from './past-nudge.ts';
import type { DecideSettings } from './settings.ts';

const now = at('2014-03-12T09:00:00Z');
const preferences = { learnerId: learnerId('11391'), timeZone: 'Europe/London', optedOut: false };

const withGuards = (changes: Partial<DecideSettings['guards']>): DecideSettings => ({
  ...shippedSettings,
  guards: { ...shippedSettings.guards, holdout: { share: 0, salt: 'a' }, ...changes },
});
const settings = withGuards({ maxPerWeek: 2, maxPerCycle: 3, cooldownDays: 10 });

/** On day 39: high risk, a quiz due tomorrow, no activity for 14 days after 90 clicks in the 14 days before. */
const struggling = standingWith({
  day: 39,
  risk: riskOf(0.82, 'high'),
  submittedAssessmentIds: [],
  indicators: { days_since_last_activity: 14, clicks_last_14d: 0, clicks_prior_14d: 90 },
});

const chosenOf = (decision: ReturnType<typeof decide>) =>
  decision.candidates.filter(({ chosen }) => chosen).map(({ intervention }) => intervention);

describe('decide', () => {
  it('proposes, ranks, judges and chooses', () => {
    const decision = decide(struggling, [], preferences, settings, now);
    expect(decision).toMatchObject({
      id: 'BBB-2014B/11391@2014-03-12T09:00:00.000Z',
      presentationId: 'BBB-2014B',
      learnerId: '11391',
      decidedAt: now,
      probability: 0.82,
      modelId: 'dropout-1',
      holdout: false,
      propensity: 1,
    });
    expect(decision.candidates.map((one) => [one.intervention, one.proposedBy, one.chosen])).toEqual([
      ['coach_call', 'risk', true],
      ['plan_ahead', 'coming_deadline', true],
      ['reconnect', 'inactivity', true],
    ]);
    expect(decision.candidates[1]).toMatchObject({
      recipient: 'learner',
      priority: 'high',
      title: 'An assessment is due in 1 day',
      facts: { daysLeft: 1 },
    });
    expect(decision.candidates[1]?.verdicts).toEqual(
      GUARDS.map(({ name }) => ({ guard: name, allowed: true })),
    );
  });

  it('makes a decision even where nothing is proposed', () => {
    const decision = decide({ ...standingWith(), risk: null }, [], preferences, settings, now);
    expect(decision).toMatchObject({ candidates: [], probability: null, modelId: null, propensity: 1 });
  });

  it('ranks by priority before the order of the rules', () => {
    const { rules } = settings;
    const callLast: DecideSettings = {
      ...settings,
      rules: {
        ...rules,
        risk: { ...rules.risk, priority: 'low' },
        inactivity: { ...rules.inactivity, priority: 'high' },
      },
    };
    const order = decide(struggling, [], preferences, callLast, now).candidates;
    expect(order.map(({ proposedBy }) => proposedBy)).toEqual(['coming_deadline', 'inactivity', 'risk']);
  });

  it('keeps only the best of several proposals of one intervention', () => {
    const absent = standingWith({
      day: 20,
      indicators: { active_days_since_start: 0, days_since_last_activity: 33 },
    });
    const decision = decide(absent, [], preferences, settings, now);
    expect(decision.candidates.map(({ proposedBy }) => proposedBy)).toEqual(['never_started']);
  });

  it('takes no proposals from a rule that is switched off', () => {
    const silenced = {
      ...settings,
      rules: { ...settings.rules, inactivity: { ...settings.rules.inactivity, enabled: false } },
    };
    const decision = decide(struggling, [], preferences, silenced, now);
    expect(decision.candidates.map(({ proposedBy }) => proposedBy)).not.toContain('inactivity');
  });

  it('counts chosen candidates against the caps, and says what stopped the rest', () => {
    const one = decide(struggling, [], preferences, withGuards({ maxPerWeek: 1 }), now);
    expect(chosenOf(one)).toEqual(['coach_call', 'plan_ahead']);
    expect(one.candidates[2]?.verdicts).toContainEqual({
      guard: 'weekly_cap',
      allowed: false,
      reason: '1 nudge in the last 7 days; the most allowed is 1',
    });
    const two = decide(struggling, [], preferences, withGuards({ maxPerCycle: 2, maxPerWeek: 2 }), now);
    expect(chosenOf(two)).toEqual(['coach_call', 'plan_ahead']);
    expect(two.candidates[2]?.verdicts.filter(({ allowed }) => !allowed).map(({ guard }) => guard)).toEqual([
      'cycle_cap',
    ]);
  });

  it('keeps the cycle cap for a learner in two courses', () => {
    const elsewhere: PastNudge[] = ['catch_up', 'keep_in_touch'].map((intervention) => ({
      intervention,
      recipient: 'coach',
      deliveredAt: now,
      ghost: false,
    }));
    expect(chosenOf(decide(struggling, elsewhere, preferences, settings, now))).toEqual(['coach_call']);
  });

  it('still lets a coach call learners who have opted out or are in quiet hours', () => {
    const optedOut = { ...preferences, optedOut: true };
    expect(chosenOf(decide(struggling, [], optedOut, settings, now))).toEqual(['coach_call']);
    const asleep = { ...preferences, timeZone: 'America/Los_Angeles' };
    expect(chosenOf(decide(struggling, [], asleep, settings, now))).toEqual(['coach_call']);
  });

  it('does not repeat a call that was made a few days ago', () => {
    const call: PastNudge = {
      intervention: 'coach_call',
      recipient: 'coach',
      deliveredAt: at('2014-03-10T09:00:00Z'),
      ghost: false,
    };
    expect(chosenOf(decide(struggling, [call], preferences, settings, now))).not.toContain('coach_call');
  });

  it('records what a learner in the holdout would have got, and chooses nothing', () => {
    const everybody = withGuards({ holdout: { share: 1, salt: 'a' } });
    const decision = decide(struggling, [], preferences, everybody, now);
    expect(decision.holdout).toBe(true);
    expect(decision.candidates).toHaveLength(3);
    expect(chosenOf(decision)).toEqual([]);
  });

  it('gives the probability of the draw as the propensity where the draw decides', () => {
    // The learner's place in the draw with this salt is 0.69 (holdout.test.ts): a share of 0.9 holds them out, 0.2 does not.
    const share = (value: number) => withGuards({ holdout: { share: value, salt: 'rekindle' } });
    const drawn = decide(struggling, [], preferences, share(0.9), now);
    expect([drawn.holdout, drawn.propensity]).toEqual([true, 0.9]);
    const spared = decide(struggling, [], preferences, share(0.2), now);
    expect([spared.holdout, spared.propensity]).toEqual([false, 0.8]);
    // Where other guards forbid everything, the draw changes nothing.
    const inactive = { ...struggling, risk: null };
    const optedOut = { ...preferences, optedOut: true };
    expect(decide(inactive, [], optedOut, share(0.9), now).propensity).toBe(1);
    expect(decide(inactive, [], optedOut, share(0.2), now).propensity).toBe(1);
  });
});

describe('whatever is known', () => {
  const arbitraryHistory = fc.array(
    fc.record({
      intervention: fc.constantFrom('reconnect', 'catch_up', 'plan_ahead', 'coach_call', 'other'),
      recipient: fc.constantFrom(...RECIPIENTS),
      deliveredAt: fc.integer({ min: -3, max: 20 }).map((daysAgo) => moment(now - daysAgo * DAY_MS)),
      ghost: fc.boolean(),
    }),
    { maxLength: 5 },
  );
  const arbitraryPreferences = fc.record({
    learnerId: fc.constant(preferences.learnerId),
    timeZone: fc.constantFrom('UTC', 'Europe/London', 'America/Los_Angeles', 'Asia/Tokyo'),
    optedOut: fc.boolean(),
  });
  const arbitrarySettings = fc
    .record({
      cooldownDays: fc.integer({ min: 1, max: 15 }),
      maxPerWeek: fc.integer({ min: 1, max: 5 }),
      maxPerCycle: fc.integer({ min: 1, max: 3 }),
      holdout: fc.record({ share: fc.constantFrom(0, 0.5, 1), salt: fc.string({ minLength: 1 }) }),
    })
    .map(withGuards);
  const arbitraryCase = [
    arbitraryStanding,
    arbitraryHistory,
    arbitraryPreferences,
    arbitrarySettings,
  ] as const;

  it('keeps its promises', () => {
    fc.assert(
      fc.property(...arbitraryCase, (standing, history, wishes, some) => {
        const decision = decide(frozen(standing), frozen(history), frozen(wishes), frozen(some), now);
        const { candidates } = decision;
        const chosen = candidates.filter((candidate) => candidate.chosen);
        const nudges = chosen.filter(({ recipient }) => recipient === 'learner');
        const { maxPerCycle, maxPerWeek } = some.guards;

        // The same question gives the same decision.
        expect(decide(standing, history, wishes, some, now)).toEqual(decision);
        // The choices never exceed the caps.
        expect(chosen.length).toBeLessThanOrEqual(maxPerCycle);
        const lastWeek = deliveredWithin(history, now, 7).filter(
          ({ recipient, ghost }) => recipient === 'learner' && !ghost,
        );
        expect(lastWeek.length + nudges.length).toBeLessThanOrEqual(Math.max(maxPerWeek, lastWeek.length));
        // A candidate is chosen exactly where nothing forbids it.
        for (const { chosen: taken, verdicts } of candidates)
          expect(taken).toBe(verdicts.every(({ allowed }) => allowed));
        // A ghost is what the holdout alone forbids.
        for (const { ghost, verdicts } of candidates)
          expect(ghost).toBe(
            decision.holdout && verdicts.every(({ guard, allowed }) => allowed || guard === 'holdout'),
          );
        // Learners in the holdout or with an opt-out are left alone.
        if (decision.holdout) expect(chosen).toEqual([]);
        if (wishes.optedOut) expect(nudges).toEqual([]);
        // There is one candidate for each intervention, best first, and all guards of its recipient judge it.
        expect(new Set(candidates.map(({ intervention }) => intervention)).size).toBe(candidates.length);
        const ranks = candidates.map(({ priority }) => PRIORITIES.indexOf(priority));
        expect(ranks).toEqual(ranks.toSorted((a, b) => a - b));
        for (const { recipient, verdicts } of candidates)
          expect(verdicts.map(({ guard }) => guard)).toEqual(
            GUARDS.filter(({ recipients }) => recipients.includes(recipient)).map(({ name }) => name),
          );
        expect(decision.propensity).toBeGreaterThan(0);
        expect(decision.propensity).toBeLessThanOrEqual(1);
      }),
      { numRuns: 1_000 },
    );
  });
});
