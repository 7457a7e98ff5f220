import type { PresentationId } from '../domain/presentation.ts';
import type { Demographics } from '../model/registry/fairness.ts';
import type { EventLog } from '../store/event-log.ts';

/** What the process that holds the stores answers to a thread: plain values only, so that they can cross. */
export interface StoreAnswers {
  rows(...asked: Parameters<EventLog['rows']>): Promise<unknown[]>;
  rowBinary(...asked: Parameters<EventLog['rowBinary']>): Promise<Uint8Array>;
  demographicsOf(ids: readonly PresentationId[]): Promise<Map<string, Demographics>>;
}

/** A thread that does one piece of work and asks for what it needs (see serveStoreWork). Both sides know of what types. */
export interface StoreThread {
  run(request: object, answers: StoreAnswers): Promise<unknown>;
}
