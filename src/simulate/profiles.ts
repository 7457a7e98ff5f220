import { addDays, type CalendarDate, dateOf, startOfDate } from '../domain/moment.ts';
import { type Random, seededRandom } from '../stats/random.ts';
import { logit, sigmoid } from '../stats/sigmoid.ts';
import { binomial, normal, poisson, someOf, waitingDays } from './draws.ts';

/** What a platform would say about a learner's batch, in both contracts. */
export interface PeerSnapshot {
  readonly batch_avg_projects: number;
  /** 0 to 100. */
  readonly batch_resume_uploaded_pct: number;
  /** How many peers go to each event. */
  readonly batch_event_attendance: Readonly<Record<string, number>>;
  /** One entry for each buddy who goes, naming the event. Empty for a batch, because each learner has different buddies. */
  readonly buddies_attending_events: readonly string[];
  readonly batch_size: number;
}

export interface UserData {
  readonly user_id: string;
  readonly profile: {
    readonly resume_uploaded: boolean;
    readonly goal_tags: readonly string[];
    readonly karma: number;
    readonly projects_added: number;
    readonly quiz_history: readonly string[];
    readonly clubs_joined: readonly string[];
    readonly buddy_count: number;
  };
  readonly activity: {
    readonly login_streak: number;
    readonly posts_created: number;
    readonly buddies_interacted: number;
    /** Null where the learner attended none. */
    readonly last_event_attended: CalendarDate | null;
    readonly last_quiz_taken: CalendarDate | null;
    readonly last_active: CalendarDate;
  };
}

/** A body of `POST /analyze-engagement`, by contract. */
export const BODIES = {
  flat: (user: UserData, peers: PeerSnapshot) => ({ ...user, peer_snapshot: peers }),
  nested: (user: UserData, peers: PeerSnapshot) => ({ user_data: user, peer_snapshot: peers }),
} as const;

export type ContractName = keyof typeof BODIES;

const EVENTS = ['career-fair', 'hackathon', 'poster-evening', 'alumni-panel', 'guest-lecture'];
const GOALS = ['backend', 'cloud', 'design', 'machine learning', 'product', 'research', 'security'];
const QUIZZES = ['algebra', 'algorithms', 'databases', 'networks', 'statistics', 'typescript'];
const CLUBS = ['chess', 'debating', 'film', 'open-source', 'robotics'];

const EVENTS_AT_A_TIME = 3;
const LONGEST_AGO_DAYS = 365;

/**
 * The batches of the learners. A batch has 20 to 120 learners, uniform. The share with a résumé is logistic-normal around
 * 0.7, so that most shares lie between 0.4 and 0.9, on either side of the usual threshold of 0.7. The mean number of
 * projects is 0.5 to 3.5, uniform. Each of three events attracts a share of the batch that is the square of a uniform
 * number, at most a quarter: most events are small and a few are full.
 */
export function simulatedBatches(count: number, seed: number): PeerSnapshot[] {
  const random = seededRandom(seed);
  return Array.from({ length: count }, () => {
    const size = 20 + random.below(101);
    return {
      batch_avg_projects: Math.round(10 * (0.5 + 3 * random.uniform())) / 10,
      batch_resume_uploaded_pct: Math.round(100 * sigmoid(logit(0.7) + 0.8 * normal(random))),
      batch_event_attendance: Object.fromEntries(
        someOf(random, EVENTS, EVENTS_AT_A_TIME).map((event) => [
          event,
          Math.round((size / 4) * random.uniform() ** 2),
        ]),
      ),
      buddies_attending_events: [],
      batch_size: size,
    };
  });
}

export interface ProfileOptions {
  readonly count: number;
  /** At least one. */
  readonly batches: readonly PeerSnapshot[];
  readonly seed: number;
  /** The day that counts as today; no date lies after it. */
  readonly today: CalendarDate;
}

/** A learner, and the peers as seen by this learner. */
export interface SimulatedProfile {
  readonly user: UserData;
  readonly peers: PeerSnapshot;
}

/** Learners one after the other, never more than one in memory; the same for the same options. */
export function* simulatedProfiles({
  count,
  batches,
  seed,
  today,
}: ProfileOptions): Generator<SimulatedProfile> {
  // A different random stream from that of the batches, so that the number of batches does not change the learners.
  const random = seededRandom(seed + 2 ** 32);
  for (let nth = 1; nth <= count; nth += 1) {
    const batch = batches[random.below(batches.length)];
    const user = simulatedUser(`learner-${nth}`, batch, random, today);
    yield {
      user,
      peers: { ...batch, buddies_attending_events: buddiesAttending(user, batch, random) },
    };
  }
}

/**
 * A learner. One standard normal number, the learner's engagement, affects everything else, so that active learners are
 * active in most ways and some learners in none. Counts are Poisson with means that rise by the factor e^0.5 per deviation
 * (e^-0.125 keeps the overall mean): projects around the mean of the batch, quizzes 1.5, posts 1.5, clubs 1, buddies 2.5.
 * The log-odds of a résumé are those of the batch and 0.8 more per deviation. Karma is log-normal with the median 240. Days
 * since an activity are exponential, and shorter for engaged learners. A streak of logins ends today or does not exist, and
 * nobody took a quiz or attended an event after the last login.
 */
function simulatedUser(id: string, batch: PeerSnapshot, random: Random, today: CalendarDate): UserData {
  const engagement = normal(random);
  const lift = Math.exp(0.5 * engagement - 0.125);
  const buddies = poisson(random, 2.5 * lift);
  const streakDays = Math.min(poisson(random, 2 * lift) * poisson(random, 2), LONGEST_AGO_DAYS);
  const idleDays = streakDays > 0 ? 0 : 1 + waitingDays(random, 6 / lift);
  const quizzes = someOf(random, QUIZZES, poisson(random, 1.5 * lift));
  const hasAttended = random.uniform() < sigmoid(1.5 + engagement);
  const day = (ago: number): CalendarDate =>
    dateOf(addDays(startOfDate(today), -Math.min(ago, LONGEST_AGO_DAYS)));
  return {
    user_id: id,
    profile: {
      resume_uploaded: random.uniform() < sigmoid(resumeLogOdds(batch) + 0.8 * engagement),
      goal_tags: someOf(random, GOALS, 1 + random.below(3)),
      karma: Math.round(240 * Math.exp(0.4 * engagement + 0.4 * normal(random))),
      projects_added: poisson(random, batch.batch_avg_projects * lift),
      quiz_history: quizzes,
      clubs_joined: someOf(random, CLUBS, poisson(random, lift)),
      buddy_count: buddies,
    },
    activity: {
      login_streak: streakDays,
      posts_created: poisson(random, 1.5 * lift),
      buddies_interacted: binomial(random, buddies, sigmoid(engagement)),
      last_event_attended: hasAttended ? day(idleDays + waitingDays(random, 25 / lift)) : null,
      last_quiz_taken: quizzes.length > 0 ? day(idleDays + waitingDays(random, 10 / lift)) : null,
      last_active: day(idleDays),
    },
  };
}

/** Shares of exactly 0 or 1 have no finite log-odds; this keeps a share just within them. */
const resumeLogOdds = ({ batch_resume_uploaded_pct }: PeerSnapshot): number =>
  logit(Math.min(Math.max(batch_resume_uploaded_pct / 100, 0.01), 0.99));

/** Each buddy goes with a probability of 0.35, to an event drawn by the choices of the batch. */
function buddiesAttending({ profile }: UserData, batch: PeerSnapshot, random: Random): string[] {
  const seats = Object.entries(batch.batch_event_attendance).flatMap(([event, peers]) =>
    Array<string>(peers).fill(event),
  );
  if (seats.length === 0) return [];
  const going = binomial(random, profile.buddy_count, 0.35);
  return Array.from({ length: going }, () => seats[random.below(seats.length)]);
}
