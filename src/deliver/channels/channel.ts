import type { Transaction } from 'kysely';
import type { Moment } from '../../domain/moment.ts';
import type { StateTables } from '../../store/state.ts';

/** A message that waits in the outbox. */
export interface Message {
  /** Deterministic; a channel that gets the same key twice delivers the message once. */
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
   * Delivers messages, at most one per key, and returns one outcome per message, in their order. `transaction` is the
   * transaction that marks them as delivered.
   */
  deliver(
    messages: readonly Message[],
    now: Moment,
    transaction: Transaction<StateTables>,
  ): Promise<Delivery[]>;
}
