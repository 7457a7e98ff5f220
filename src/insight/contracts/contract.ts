import type { CalendarDate } from '../../domain/moment.ts';
import type { Kind } from '../rules.ts';
import type { RulesetName } from '../settings.ts';
import type { Body } from './body.ts';

/** What a client sends and gets back. */
export interface Contract {
  readonly ruleset: RulesetName;
  /** What a request has to look like on a day. */
  readonly bodyOn: (today: CalendarDate) => Body;
  /** What the answer calls a kind of nudge. An answer has one nudge of a type. */
  readonly typeOf: (kind: Kind) => string;
  /** What the answer says of itself. */
  readonly status: string;
}
