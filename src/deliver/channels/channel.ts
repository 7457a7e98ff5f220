import type { Transaction } from 'kysely';
import type { Moment } from '../../domain/moment.ts';
import type { StateTables } from '../../store/state.ts';

/** A message that waits in the outbox. */
export interface Message {
  /** Deterministic; a channel that sees it twice delivers once. */
  readonly key: string;
  readonly presentationId: string;
  readonly learnerId: string;
  readonly recipient: string;
  readonly intervention: string;
  readonly priority: string;
  readonly title: string;
  readonly body: string;
}

export type Delivery =
  | { readonly delivered: true }
  | { readonly delivered: false; readonly reason: string; readonly retry: boolean };

/** A way to bring messages to people. */
export interface Channel {
  readonly name: string;
  /**
   * Delivers messages, each at most once a key; one outcome a message, in their order. `transaction` is the one that
   * marks them delivered.
   */
  deliver(
    messages: readonly Message[],
    now: Moment,
    transaction: Transaction<StateTables>,
  ): Promise<Delivery[]>;
}
