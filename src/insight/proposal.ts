import type { Proposal } from '../decide/propose.ts';
import type { Nudge } from './nudge.ts';
import type { InsightRule } from './rule.ts';
import type { Kind } from './rules.ts';

/** A proposal by a rule, or by a model with the texts of a rule. */
export interface NudgeProposal extends Omit<Proposal<InsightRule<Kind>>, 'reasons'> {
  readonly reasons: Nudge['reasons'];
  readonly source: Nudge['source'];
  readonly probability: Nudge['probability'];
}
