import type { z } from 'zod';
import type { CalendarDate } from '../../domain/moment.ts';
import type { Kind, RulesetName } from '../settings.ts';
import type { Snapshot } from '../snapshot.ts';

/** What a client sends and gets back. */
export interface Contract {
  readonly ruleset: RulesetName;
  /** What a request has to look like on a day. */
  readonly bodyOn: (today: CalendarDate) => z.ZodType<Snapshot>;
  /** What the answer calls a kind of nudge. An answer has one nudge of a type. */
  readonly typeOf: (kind: Kind) => string;
  /** What the answer says of itself. */
  readonly status: string;
}
