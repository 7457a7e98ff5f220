import type { Expectation } from './expectation.ts';
import { createFading } from './fading.ts';
import { type Memory, shrunken } from './memory.ts';

/** A pause longer than this begins a new session; the usual half hour of web analytics. */
const SESSION_GAP_MS = 30 * 60_000;
/** How far back the pace of the latest interactions is measured. */
const PACES = [1, 3, 10] as const;
/** How many of the latest values are told one by one. */
const LATEST = 3;
const RING = 10;
const PRIOR_WEIGHT = 5;
const SESSION_PRIOR_WEIGHT = 3;

/**
 * What a user did so far: how much, how often engaged, lately and in this session, and at what pace. People rate in
 * bursts of one mood, so the rates over the last two to thirty interactions tell more than the rate over all.
 *
 * @param spans over how many interactions the fading rates reach back
 */
export function createUserMemory(users: number, expectation: Expectation, spans: readonly number[]): Memory {
  const count = new Float64Array(users);
  const engaged = new Float64Array(users);
  const sum = new Float64Array(users);
  const squares = new Float64Array(users);
  const firstAt = new Float64Array(users).fill(Number.NaN);
  const sessionStart = new Float64Array(users).fill(Number.NaN);
  const sessionCount = new Float64Array(users);
  const sessionEngaged = new Float64Array(users);
  const sessionSurprise = new Float64Array(users);
  const times = new Float64Array(users * RING);
  const values = new Float64Array(users * RING);
  const rates = spans.map((span) => createFading(users, span));
  const gaps = spans.map((span) => createFading(users, span));

  /** The ring's entry `back` interactions ago, 1 being the latest; NaN where there were fewer. */
  const entry = (ring: Float64Array, user: number, back: number): number =>
    count[user] < back ? Number.NaN : ring[user * RING + ((count[user] - back) % RING)];

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
      'session_interactions',
      'session_seconds',
      'session_rate',
      'session_surprise',
    ],
    describe({ user, at }, out, from) {
      let place = from;
      const n = count[user];
      const rate = shrunken(engaged[user], n, expectation.rate(), PRIOR_WEIGHT);
      out[place++] = n;
      out[place++] = rate;
      out[place++] = expectation.userBias(user);
      out[place++] = n < 2 ? Number.NaN : Math.sqrt(Math.max(0, squares[user] / n - (sum[user] / n) ** 2));
      out[place++] = (at - firstAt[user]) / 86_400_000;
      for (const fading of rates) out[place++] = fading.mean(user, rate);
      for (const fading of gaps) out[place++] = fading.mean(user, 0);
      for (let back = 1; back <= LATEST; back += 1) out[place++] = entry(values, user, back);
      for (const pace of PACES) out[place++] = (at - entry(times, user, pace)) / 1000;
      const goesOn = at - entry(times, user, 1) <= SESSION_GAP_MS;
      out[place++] = goesOn ? sessionCount[user] : 0;
      out[place++] = goesOn ? (at - sessionStart[user]) / 1000 : 0;
      out[place++] = shrunken(sessionEngaged[user], sessionCount[user], rate, SESSION_PRIOR_WEIGHT);
      out[place++] = shrunken(sessionSurprise[user], sessionCount[user], 0, SESSION_PRIOR_WEIGHT);
    },
    record({ user, at }, outcome) {
      const goesOn = at - entry(times, user, 1) <= SESSION_GAP_MS;
      if (!goesOn) {
        sessionStart[user] = at;
        sessionCount[user] = 0;
        sessionEngaged[user] = 0;
        sessionSurprise[user] = 0;
      }
      sessionCount[user] += 1;
      sessionEngaged[user] += outcome.engaged;
      sessionSurprise[user] += outcome.surprise;
      if (count[user] === 0) firstAt[user] = at;
      times[user * RING + (count[user] % RING)] = at;
      values[user * RING + (count[user] % RING)] = outcome.value;
      count[user] += 1;
      engaged[user] += outcome.engaged;
      sum[user] += outcome.value;
      squares[user] += outcome.value ** 2;
      for (const fading of rates) fading.record(user, outcome.engaged);
      for (const fading of gaps) fading.record(user, outcome.ofUser);
    },
  };
}
