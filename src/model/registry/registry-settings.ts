import type { FairnessLimits } from './fairness.ts';

/** When a model in service needs attention, must not be used, or is replaced: `models` in the configuration file. */
export interface RegistrySettings {
  /** Population stability index from which a change is worth a look, and from which it is an alert. */
  readonly drift: { readonly watchPsi: number; readonly alertPsi: number };
  /** When probabilities count as broken; see calibrationDrift. */
  readonly calibration: { readonly maximumError: number; readonly minimumEnrolments: number };
  readonly fairness: FairnessLimits;
  /** Days after which the scheduler trains again even without drift. */
  readonly retrainAfterDays: number;
}
