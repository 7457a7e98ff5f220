import type { Insight } from '../engine.ts';
import type { Nudge } from '../nudge.ts';
import type { Contract } from './contract.ts';

/** The nudges in the form of a contract, as JSON. */
export const nudgesText = ({ nudges }: Insight, contract: Contract): string =>
  JSON.stringify(nudges.map((nudge) => nudgeView(nudge, contract.typeOf(nudge.kind))));

/** The whole answer as JSON. */
export const answerText = (userId: string, nudges: string, { status }: Contract): string =>
  `{"user_id":${JSON.stringify(userId)},"nudges":${nudges},"status":"${status}"}`;

/** The fields that the contracts documented come first, then further fields. */
const nudgeView = (
  { title, action, priority, kind, rank, source, probability, reasons, facts }: Nudge,
  type: string,
) => ({ type, title, action, priority, kind, rank, source, probability, reasons, facts });
