import { fomoOf } from '../insight/fomo.ts';
import { type Random, seededRandom } from '../stats/random.ts';

/** A table for training a nudge's model. A known rule gives the labels. */
interface SimulatedTable {
  /** The columns of the target's table: the features and then the label. */
  readonly header: readonly string[];
  readonly features: (random: Random) => number[];
  /** The label before noise. With each feature it only rises, only falls or stays the same. */
  readonly isYes: (features: readonly number[]) => boolean;
}

/** Where at least this share of the batch has a résumé, a learner without one stands out: four in five. */
const RESUME_FROM_SHARE = 0.8;

/** The middle of the FOMO score: its logistic curve is steepest there. */
const EVENT_FROM_SCORE = 0.5;

/** The days without an event that count in full, as in the flat contract. */
const FULL_ABSENCE_DAYS = 90;

/**
 * Whether a learner should upload a résumé: if the learner has none and at least four in five of the batch have one. Two
 * learners in five have a résumé. The share of the batch is 1 - u², with two decimals and u uniform: most batches are well
 * under way, as in the second half of a term, and some have hardly begun.
 */
const resume: SimulatedTable = {
  header: ['resume_uploaded', 'batch_resume_uploaded_pct', 'should_nudge_resume'],
  features: (random) => [random.uniform() < 0.4 ? 1 : 0, Math.round(100 * (1 - random.uniform() ** 2)) / 100],
  isYes: ([uploaded, share]) => uploaded === 0 && share >= RESUME_FROM_SHARE,
};

/**
 * Whether a learner should be invited to an event: if the FOMO score is at least a half. The engine's own formula computes
 * the score from one to five buddies, some of whom go, three events of up to 16 peers, and an absence of up to four months,
 * each uniform. Karma is uniform from 0 to 550 and does not affect the label: a model has to find that out.
 */
const event: SimulatedTable = {
  header: ['karma', 'event_fomo_score', 'should_nudge_event'],
  features: (random) => {
    const buddies = 1 + random.below(5);
    const { score } = fomoOf(
      {
        buddies,
        buddiesAttending: random.below(buddies + 1),
        attendance: [random.below(17), random.below(17), random.below(17)],
        daysSinceLastEvent: random.below(121),
      },
      FULL_ABSENCE_DAYS,
    );
    return [random.below(551), score];
  },
  isYes: ([, score]) => score >= EVENT_FROM_SCORE,
};

export const SIMULATED_TABLES = { resume, event } as const;

export type SimulatedTarget = keyof typeof SIMULATED_TABLES;

export interface DatasetOptions {
  readonly count: number;
  /** Share of the rows whose label is flipped, 0 to 1. */
  readonly noise: number;
  readonly seed: number;
}

/**
 * The lines of a CSV table, its header first, one at a time. Exactly the share `noise` of the rows, rounded to whole rows,
 * have the opposite of the rule's label, each choice of rows equally likely (Knuth, The Art of Computer Programming 2,
 * Algorithm 3.4.2S, which needs no memory of the rows before).
 */
export function* simulatedDataset(
  target: SimulatedTarget,
  { count, noise, seed }: DatasetOptions,
): Generator<string> {
  const { header, features, isYes } = SIMULATED_TABLES[target];
  const random = seededRandom(seed);
  // The noise has its own random numbers, so a different share of noise leaves the features unchanged.
  const noisy = seededRandom(seed + 2 ** 32);
  let toTurn = Math.round(noise * count);
  yield header.join(',');
  for (let row = 0; row < count; row += 1) {
    const values = features(random);
    const isTurned = noisy.uniform() * (count - row) < toTurn;
    if (isTurned) toTurn -= 1;
    yield [...values, isYes(values) === isTurned ? 0 : 1].join(',');
  }
}
