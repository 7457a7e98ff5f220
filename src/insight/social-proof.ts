import type { Snapshot } from './snapshot.ts';

/** `proof` in the configuration: when a sentence may name numbers about peers. */
export interface ProofSettings {
  /** Learners a cohort must have before anything is said of it. */
  readonly minimumCohort: number;
  /** Share of the peers from which a norm encourages; a lower one would tell that most do without. */
  readonly encouragingShare: number;
}

/** Whether the cohort is large enough to speak of. A platform that does not tell its size vouches for it. */
export const mayBeSpokenOf = ({ cohortSize }: Snapshot['peers'], { minimumCohort }: ProofSettings): boolean =>
  cohortSize === null || cohortSize >= minimumCohort;

/**
 * Whether a share of the peers is told: people move toward what most do, also downward, so that a low norm becomes a
 * goal instead (Schultz et al. 2007, Psychological Science 18:429, the "boomerang effect").
 */
export const encourages = (share: number, { encouragingShare }: ProofSettings): boolean =>
  share >= encouragingShare;
