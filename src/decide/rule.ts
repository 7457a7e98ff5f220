import type { Facts } from '../settings/text.ts';
import type { RuleSettings } from './settings.ts';
import type { Standing } from './standing.ts';

/**
 * A condition that proposes an intervention. Pure. What is proposed, for whom and in what words is in the
 * configuration, under the rule's name.
 */
export interface Rule<Found extends Facts = Facts> {
  readonly name: keyof RuleSettings;
  /** Facts as the rule finds them: texts are tried on these when the configuration is read. */
  readonly example: Found;
  /** What the rule found; null where it does not fire. A value that is unknown never makes it fire. */
  readonly facts: (standing: Standing, rules: RuleSettings) => Found | null;
}
