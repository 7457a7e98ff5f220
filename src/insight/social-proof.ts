import type { Snapshot } from './snapshot.ts';

/** `proof` in the configuration: when a sentence may name numbers about peers. */
export interface ProofSettings {
  /** How many learners a cohort must have before a text names numbers about it. */
  readonly minimumCohort: number;
  /** Share of the peers from which a norm encourages; a lower share would say that most do not do it. */
  readonly encouragingShare: number;
}

/** Whether the cohort is large enough for numbers. A platform that does not send the size is trusted on this. */
export const mayBeSpokenOf = ({ cohortSize }: Snapshot['peers'], { minimumCohort }: ProofSettings): boolean =>
  cohortSize === null || cohortSize >= minimumCohort;

/**
 * Whether a text names a share of the peers: people move towards what most do, also downwards, so where the share is low the
 * text names a goal instead (Schultz et al. 2007, Psychological Science 18:429, the "boomerang effect").
 */
export const encourages = (share: number, { encouragingShare }: ProofSettings): boolean =>
  share >= encouragingShare;
