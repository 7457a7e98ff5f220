import { expect, test } from 'vitest';
import { at } from '../../test/contracts/example-occasion.ts';
import { riskOf, shippedSettings, standingWith } from '../../test/contracts/example-standing.ts';
import { learnerId } from '../domain/learner.ts';
import { addDays } from '../domain/moment.ts';
import { seededRandom } from '../stats/random.ts';
import { decide } from './decide.ts';
import type { PastNudge } from './past-nudge.ts';

// Nudges without any effect: whoever is held out or not, the same things happen to both. So a comparison of the arms is fair
// only where both meet the guards equally often.
const LEARNERS = 400;
const WEEKS = 16;
const START = at('2014-03-03T09:00:00Z');

/** How many of a learner's decisions the draw of the holdout decides, week after week with the learner's own history. */
function drawnDecisions(name: string, share: number): { heldOut: boolean; drawn: number; sent: number } {
  const random = seededRandom(Number(name) + 1);
  const settings = {
    ...shippedSettings,
    guards: { ...shippedSettings.guards, holdout: { share, salt: 'ghosts' } },
  };
  const preferences = { learnerId: learnerId(name), timeZone: 'UTC', optedOut: false };
  const history: PastNudge[] = [];
  let [drawn, sent, heldOut] = [0, 0, false];
  for (let week = 0; week < WEEKS; week += 1) {
    const now = addDays(START, 7 * week);
    const silent = Math.floor(random.uniform() * 30);
    const standing = standingWith({
      day: 10 + 7 * week,
      risk: riskOf(0.3 + 0.6 * random.uniform(), 'high'),
      indicators: {
        days_since_last_activity: silent,
        clicks_last_14d: silent > 13 ? 0 : 20,
        clicks_prior_14d: 90,
      },
    });
    const own = { ...standing, enrolment: { ...standing.enrolment, learnerId: preferences.learnerId } };
    const decision = decide(own, history, preferences, settings, now);
    heldOut = decision.holdout;
    drawn += decision.propensity < 1 ? 1 : 0;
    for (const { intervention, recipient, chosen, ghost } of decision.candidates) {
      if (chosen || ghost) history.push({ intervention, recipient, deliveredAt: now, ghost });
      sent += chosen ? 1 : 0;
    }
  }
  return { heldOut, drawn, sent };
}

test('held-out learners meet cooldown and caps exactly as often as learners who are nudged', () => {
  const ids = Array.from({ length: LEARNERS }, (_, nth) => String(nth));
  let drawn = 0;
  for (const id of ids) {
    const treated = drawnDecisions(id, 0.0001);
    const held = drawnDecisions(id, 0.9999);
    expect([treated.heldOut, held.heldOut]).toEqual([false, true]);
    expect(held.drawn, id).toBe(treated.drawn);
    expect(held.sent).toBe(0);
    drawn += treated.drawn;
  }
  // Nudges are due often, and the guards do bind: far from every week has one.
  expect(drawn / LEARNERS).toBeGreaterThan(3);
  expect(drawn / LEARNERS).toBeLessThan(WEEKS - 3);
});

test('a ghost says nothing about a learner who is no longer held out', () => {
  const ghost: PastNudge = {
    intervention: 'coach_call',
    recipient: 'coach',
    deliveredAt: START,
    ghost: true,
  };
  const preferences = { learnerId: learnerId('1'), timeZone: 'UTC', optedOut: false };
  const risky = standingWith({ day: 20, risk: riskOf(0.9, 'high') });
  const withShare = (share: number) => ({
    ...shippedSettings,
    guards: { ...shippedSettings.guards, holdout: { share, salt: 'ghosts' } },
  });
  const call = (share: number, history: readonly PastNudge[]) =>
    decide(risky, history, preferences, withShare(share), addDays(START, 7)).candidates.find(
      ({ intervention }) => intervention === 'coach_call',
    );
  expect(call(0, [ghost])?.chosen).toBe(true);
  expect(call(1, [])?.ghost).toBe(true);
  expect(call(1, [ghost])?.ghost).toBe(false);
});
