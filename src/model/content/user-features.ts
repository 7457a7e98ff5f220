import { DAY_MS } from '../../domain/moment.ts';
import type { Expectation } from './expectation.ts';
import { createFading } from './fading.ts';
import type { FeatureGroup } from './feature-group.ts';
import type { Outcome } from './occasion.ts';
import { shrunken } from './shrunken.ts';

/** A pause longer than this begins a new session; the usual half hour of web analytics. */
const SESSION_GAP_MS = 30 * 60_000;
/** Over how many of the latest interactions the pace is measured. */
const PACES = [1, 3, 10] as const;
/** How many of the latest values are features of their own. */
const LATEST = 3;
const RING = 10;
const PRIOR_WEIGHT = 5;
const SESSION_PRIOR_WEIGHT = 3;

/**
 * What a user did so far: how much, how often with engagement, recently and in this session, and at what pace. People rate
 * in bursts of one mood, so the rates over the last two to thirty interactions predict more than the rate over all.
 *
 * @param spans over how many interactions the fading rates reach back
 */
export function createUserFeatures(
  users: number,
  expectation: Expectation,
  spans: readonly number[],
): FeatureGroup {
  const engaged = new Float64Array(users);
  const sum = new Float64Array(users);
  const squares = new Float64Array(users);
  const firstAt = new Float64Array(users).fill(Number.NaN);
  const latest = createLatest(users);
  const sessions = createSessions(users);
  const rates = spans.map((span) => createFading(users, span));
  const gaps = spans.map((span) => createFading(users, span));
  return {
    columns: [
      'user_interactions',
      'user_rate',
      'user_bias',
      'user_deviation',
      'user_days',
      ...spans.map((span) => `user_rate_last_${span}`),
      ...spans.map((span) => `user_bias_last_${span}`),
      ...Array.from({ length: LATEST }, (_, index) => `user_value_${index + 1}_ago`),
      ...PACES.map((pace) => `user_seconds_since_${pace}_ago`),
      ...SESSION_COLUMNS,
    ],
    describe({ user, at }, out, from) {
      let place = from;
      const n = latest.count(user);
      const rate = shrunken(engaged[user], n, expectation.rate(), PRIOR_WEIGHT);
      out[place++] = n;
      out[place++] = rate;
      out[place++] = expectation.userBias(user);
      out[place++] = n < 2 ? Number.NaN : Math.sqrt(Math.max(0, squares[user] / n - (sum[user] / n) ** 2));
      out[place++] = (at - firstAt[user]) / DAY_MS;
      for (const fading of rates) out[place++] = fading.mean(user, rate);
      for (const fading of gaps) out[place++] = fading.mean(user, 0);
      for (let back = 1; back <= LATEST; back += 1) out[place++] = latest.value(user, back);
      for (const pace of PACES) out[place++] = (at - latest.at(user, pace)) / 1000;
      sessions.describe(user, at, latest.at(user, 1), rate, out, place);
    },
    record({ user, at }, outcome) {
      sessions.record(user, at, latest.at(user, 1), outcome);
      if (latest.count(user) === 0) firstAt[user] = at;
      latest.record(user, at, outcome.value);
      engaged[user] += outcome.engaged;
      sum[user] += outcome.value;
      squares[user] += outcome.value ** 2;
      for (const fading of rates) fading.record(user, outcome.engaged);
      for (const fading of gaps) fading.record(user, outcome.ofUser);
    },
  };
}

/** The latest moments and values of each user, and the number of all their interactions. */
function createLatest(users: number) {
  const count = new Float64Array(users);
  const times = new Float64Array(users * RING);
  const values = new Float64Array(users * RING);
  /** A ring's entry `back` interactions ago, 1 being the latest; NaN where there were fewer. */
  const entry = (ring: Float64Array, user: number, back: number): number =>
    count[user] < back ? Number.NaN : ring[user * RING + ((count[user] - back) % RING)];
  return {
    count: (user: number): number => count[user],
    at: (user: number, back: number): number => entry(times, user, back),
    value: (user: number, back: number): number => entry(values, user, back),
    record(user: number, at: number, value: number): void {
      times[user * RING + (count[user] % RING)] = at;
      values[user * RING + (count[user] % RING)] = value;
      count[user] += 1;
    },
  };
}

const SESSION_COLUMNS = ['session_interactions', 'session_seconds', 'session_rate', 'session_surprise'];

/** What each user did since the last long pause. `lastAt` is the moment of the user's latest interaction, NaN before any. */
function createSessions(users: number) {
  const start = new Float64Array(users).fill(Number.NaN);
  const count = new Float64Array(users);
  const engaged = new Float64Array(users);
  const surprise = new Float64Array(users);
  return {
    describe(user: number, at: number, lastAt: number, rate: number, out: Float64Array, from: number): void {
      const goesOn = at - lastAt <= SESSION_GAP_MS;
      out[from] = goesOn ? count[user] : 0;
      out[from + 1] = goesOn ? (at - start[user]) / 1000 : 0;
      out[from + 2] = shrunken(engaged[user], count[user], rate, SESSION_PRIOR_WEIGHT);
      out[from + 3] = shrunken(surprise[user], count[user], 0, SESSION_PRIOR_WEIGHT);
    },
    record(user: number, at: number, lastAt: number, outcome: Readonly<Outcome>): void {
      if (!(at - lastAt <= SESSION_GAP_MS)) {
        start[user] = at;
        count[user] = 0;
        engaged[user] = 0;
        surprise[user] = 0;
      }
      count[user] += 1;
      engaged[user] += outcome.engaged;
      surprise[user] += outcome.surprise;
    },
  };
}
