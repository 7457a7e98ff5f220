import type { CalendarDate } from '../../domain/moment.ts';
import type { Kind } from '../rules.ts';
import type { RulesetName } from '../settings.ts';
import type { Body } from './body.ts';

/** What a client sends and gets back. */
export interface Contract {
  readonly ruleset: RulesetName;
  /** The form of a request on a given day. */
  readonly bodyOn: (today: CalendarDate) => Body;
  /** The name of a kind of nudge in the answer. An answer has at most one nudge of each type. */
  readonly typeOf: (kind: Kind) => string;
  /** The status in the answer. */
  readonly status: string;
}
